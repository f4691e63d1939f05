const plain = /^[A-Za-z/][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$/;
const plainUrl = /^https?:\/\/[A-Za-z0-9_.~/%?=&+[\]:@-]*[A-Za-z0-9_~/%=-]$/;
/** YAML 1.1, which Distribution's parser speaks, reads these as something other than text. */
const otherThanText = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null']);

/** A text as a YAML scalar: plain where nobody can read it as anything else, in double quotes otherwise. */
export function yamlText(text: string): string {
  const unmistakable = (plain.test(text) && !otherThanText.has(text.toLowerCase())) || plainUrl.test(text);
  return unmistakable ? text : JSON.stringify(text);
}

/** A value of a compose file's `environment`, where `$` starts a variable. */
export function composeValue(text: string): string {
  return JSON.stringify(text.replaceAll('$', '$$$$'));
}

/** A word of a shell command. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The text of a comment line: whatever a name holds, it ends with the line. */
export function commentText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, ' ');
}
