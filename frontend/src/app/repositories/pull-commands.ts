/** The clients whose commands we write down. */
export const clients = ['docker', 'podman', 'nerdctl', 'skopeo'] as const;
export type Client = (typeof clients)[number];

/** How a client fetches an image; `reference` starts with ":" or "@". */
export function pullCommand(client: Client, repository: string, reference: string): string {
  return client === 'skopeo'
    ? `skopeo copy docker://${repository}${reference} dir:image`
    : `${client} pull ${repository}${reference}`;
}

/** How a client stores an image under a name. */
export function pushCommand(client: Client, image: string): string {
  return client === 'skopeo' ? `skopeo copy dir:image docker://${image}` : `${client} push ${image}`;
}

/** How a client signs in to a registry. */
export function loginCommand(client: Client, host: string, username: string): string {
  return `${client} login ${host} -u ${username}`;
}
