import { isNameComponent } from './repository-name.js';

const USER_NAME_LENGTH_MAX = 64;

/** Whether the text may name a user: one component of a repository name, so that a namespace can be called after him. */
export function isUserName(text: string): boolean {
  return text.length <= USER_NAME_LENGTH_MAX && isNameComponent(text);
}
