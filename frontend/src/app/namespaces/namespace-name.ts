/** The root namespace has the empty path; people need a word for it. */
export function namespaceName(path: string): string {
  return path === '' ? '(root)' : path;
}
