import { isUserName } from '@spectacles/access-control';
import type { Registry } from '../registries/registry.js';
import { requireUsable } from '../rules/check-rules.js';
import { RulesInvalid } from '../rules/rules.errors.js';
import type { Repositories } from '../store/identity-store.js';
import type { DockerAuthFile } from './docker-auth-file.js';

type Rows = Pick<Repositories, 'reservedNames' | 'users' | 'rules'>;

/** Adds to the report what only the rows that are there can tell. */
export async function checkAgainst(rows: Rows, registry: Registry, file: DockerAuthFile): Promise<void> {
  const { report, users, rules } = file;
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
  try {
    requireUsable({ rulesOnly: true, rules: [...rules] });
  } catch (error) {
    if (!(error instanceof RulesInvalid)) throw error;
    for (const { pointer, message } of error.errors) report.refuse(pointer.replace(/^\/rules/, '/acl'), message);
  }
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
