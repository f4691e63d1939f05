import { isUserName } from '@spectacles/access-control';
import { NewUser } from '@spectacles/contracts';
import { below, type FileReport, quoted } from './file-report.js';
import { entriesOf, type YamlMap } from './read-yaml.js';

/** Somebody whom a docker_auth file lets in. */
export interface FileUser {
  readonly at: string;
  readonly username: string;
  /** bcrypt. */
  readonly passwordHash: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
/** One comparison takes about a second then; each step doubles it. */
const HIGHEST_COST = 14;
const LOWEST_COST = 4;
const Labels = NewUser.shape.labels;

/** Reads the section `users`. */
export function readUsers(section: unknown, report: FileReport): FileUser[] {
  const at = '/users';
  if (section === undefined || section === '') return [];
  if (!(section instanceof Map)) {
    report.refuse(at, 'This is no mapping of users by name.');
    return [];
  }
  return entriesOf(section as YamlMap).flatMap(([name, entry]) => readUser(below(at, name), name, { entry, report }));
}

function readUser(
  at: string,
  username: string,
  { entry, report }: { readonly entry: unknown; readonly report: FileReport },
): FileUser[] {
  const fields = entry === '' ? new Map<unknown, unknown>() : entry;
  if (!(fields instanceof Map)) {
    report.refuse(at, 'This is no mapping with a password.');
    return [];
  }
  for (const [key] of entriesOf(fields))
    if (key !== 'password' && key !== 'labels') report.refuse(below(at, key), 'This setting of a user is not known.');
  if (username === '') {
    readAnonymous(at, fields, report);
    return [];
  }
  const passwordHash = readPassword(at, fields, report);
  const labels = readLabels(below(at, 'labels'), fields.get('labels'), report);
  if (!isUserName(username))
    report.refuse(at, `${quoted(username)} is no user name here: lower-case letters, digits, ".", "_" and dashes.`);
  if (passwordHash === null || labels === null || report.hasRefused(at)) return [];
  return [{ at, username, passwordHash, labels }];
}

/** Whoever does not sign in needs no user here. */
function readAnonymous(at: string, fields: YamlMap, report: FileReport): void {
  if (fields.has('password')) {
    report.refuse(below(at, 'password'), 'A user without a name cannot sign in with a password.');
    return;
  }
  const note = 'Nothing is made for it: whoever does not sign in is asked about in rules as the account "".';
  report.take(at, 'Anonymous access.', note);
}

function readPassword(at: string, fields: YamlMap, report: FileReport): string | null {
  const hash = fields.get('password');
  if (hash === undefined || hash === '') {
    report.refuse(at, 'There is no password: docker_auth would let this user in with any password.');
    return null;
  }
  const cost = typeof hash === 'string' ? BCRYPT.exec(hash)?.[1] : undefined;
  if (cost === undefined) report.refuse(below(at, 'password'), 'This is no bcrypt hash ("$2a$…", "$2b$…" or "$2y$…").');
  else if (Number(cost) > HIGHEST_COST || Number(cost) < LOWEST_COST)
    report.refuse(
      below(at, 'password'),
      `The cost of the bcrypt hash must be ${String(LOWEST_COST)} to ${String(HIGHEST_COST)}.`,
    );
  else return hash as string;
  return null;
}

function readLabels(at: string, section: unknown, report: FileReport): FileUser['labels'] | null {
  if (section === undefined || section === '') return {};
  const record: unknown = section instanceof Map ? Object.fromEntries(entriesOf(section as YamlMap)) : section;
  const labels = Labels.safeParse(record);
  if (labels.success) return labels.data ?? {};
  const [issue] = labels.error.issues;
  const place = (issue?.path ?? []).reduce((pointer: string, key) => below(pointer, String(key)), at);
  report.refuse(place, `Labels are lists of texts by name: ${issue?.message ?? 'not so here'}`);
  return null;
}
