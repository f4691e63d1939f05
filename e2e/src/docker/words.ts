/** How docker says that a registry does not give what was asked for: the first with its own store of images, the second with containerd's. */
export const DENIED = /access to the resource is denied|access denied/;

/** What the token endpoint says to a pull or a push; with containerd's store docker shows the status instead. */
export function told(message: string): RegExp {
  const literal = message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`unauthorized: ${literal}|failed to authorize: .*401 Unauthorized`);
}
