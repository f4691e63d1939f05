import { isUserName } from '@spectacles/access-control';
import type { Registry } from '../registries/registry.js';
import type { Repositories } from '../store/identity-store.js';
import type { DockerAuthFile } from './docker-auth-file.js';
import { FileReport } from './file-report.js';

type Rows = Pick<Repositories, 'reservedNames' | 'users' | 'rules'>;

/** The file with what only the rows that are there can tell of it. */
export async function checkedAgainst(rows: Rows, registry: Registry, read: DockerAuthFile): Promise<DockerAuthFile> {
  const file = { ...read, report: new FileReport(read.report) };
  const { report, users } = file;
  for (const { at, username, labels } of users) {
    if (await rows.reservedNames.has('user', username)) {
      report.refuse(at, `The name "${username}" is, or was, somebody's here. Remove the user from the file.`);
      continue;
    }
    const names = Object.keys(labels);
    report.take(at, `User ${username}${names.length === 0 ? '' : ` with the labels ${names.join(', ')}`}.`);
  }
  await warnOfStrangers(rows, file);
  const replaced = (await rows.rules.ofRegistry(registry.id)).length;
  if (replaced > 0) {
    const message = `The ${String(replaced)} rules that ${registry.name} has are replaced.`;
    report.warn({ pointer: '/acl', code: 'RULES_REPLACED', message });
  }
  return file;
}

/** A rule for somebody who is not here says nothing until somebody has that name. */
async function warnOfStrangers({ users: known }: Rows, { users, rules, report }: DockerAuthFile): Promise<void> {
  const here = new Set(users.map(({ username }) => username));
  for (const [index, { match }] of rules.entries()) {
    const { account } = match;
    if (account === undefined || !isUserName(account) || here.has(account)) continue;
    if ((await known.byUsername(account)) !== null) continue;
    const message = `Nobody here is named "${account}".`;
    report.warn({ pointer: `/acl/${String(index)}/match/account`, code: 'RULE_ACCOUNT_UNKNOWN', message });
  }
}
