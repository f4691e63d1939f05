/** Distribution's `RepositoryNameTotalLengthMax`. */
const NAME_LENGTH_MAX = 255;

/** A namespace leaves room for a slash and one character below it, or it could never hold a repository. */
const NAMESPACE_LENGTH_MAX = NAME_LENGTH_MAX - 2;

const component = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*';
const singleComponent = new RegExp(`^${component}$`);
const joinedComponents = new RegExp(`^${component}(?:/${component})*$`);

/** Whether the text is one path component of a repository name: `[a-z0-9]+` joined by `.`, `_`, `__` or dashes. */
export function isNameComponent(text: string): boolean {
  return text.length <= NAME_LENGTH_MAX && singleComponent.test(text);
}

/** Whether a registry can hold a repository of this name (OCI distribution specification, "Pulling manifests"). */
export function isRepositoryName(text: string): boolean {
  return text.length <= NAME_LENGTH_MAX && joinedComponents.test(text);
}

/** Whether the text is the path of a namespace; `''` is the root, the namespace of names without a slash. */
export function isNamespacePath(text: string): boolean {
  return text === '' || (text.length <= NAMESPACE_LENGTH_MAX && joinedComponents.test(text));
}

/** The path of the namespace that a repository is in, whether or not somebody made that namespace. */
export function namespacePathOf(repositoryName: string): string {
  const slash = repositoryName.lastIndexOf('/');
  return slash === -1 ? '' : repositoryName.slice(0, slash);
}

/** The next path up, or null above a top-level one: nothing inherits from the root, and the root from nothing. */
export function parentPathOf(namespacePath: string): string | null {
  const slash = namespacePath.lastIndexOf('/');
  return slash === -1 ? null : namespacePath.slice(0, slash);
}
