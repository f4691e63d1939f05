import type { RuleBody } from '@spectacles/contracts';
import { requireUsable } from '../rules/check-rules.js';
import { RulesInvalid } from '../rules/rules.errors.js';
import { below, FileReport } from './file-report.js';
import { readRules } from './file-rules.js';
import { type FileUser, readUsers } from './file-users.js';
import { entriesOf, readYaml } from './read-yaml.js';

/** What a docker_auth configuration says, and what is to be said of it. */
export interface DockerAuthFile {
  readonly users: readonly FileUser[];
  readonly rules: readonly RuleBody[];
  readonly report: FileReport;
}

/** How docker_auth itself runs: nothing of it concerns who may do what. */
const OWN_SETTINGS: Readonly<Record<string, string>> = {
  server: 'Addresses and certificates of docker_auth are not needed: this service has its own.',
  token: 'Issuer, lifetime and keys are those of the registry here.',
};

const BACKENDS = new Set([
  ...['google_auth', 'github_auth', 'gitlab_auth', 'oidc_auth', 'ldap_auth', 'mongo_auth', 'xorm_auth', 'ext_auth'],
  ...['plugin_authn', 'acl_mongo', 'acl_xorm', 'ext_authz', 'plugin_authz', 'casbin_authz'],
]);

/** Reads a file as far as it can be read by itself: which names are free is not known here. */
export function readDockerAuthFile(text: string): DockerAuthFile {
  const report = new FileReport();
  const root = readYaml(text, report);
  if (root === null) return { users: [], rules: [], report };
  for (const [section] of entriesOf(root)) {
    if (section === 'users' || section === 'acl') continue;
    const at = below('', section);
    const note = OWN_SETTINGS[section];
    if (note !== undefined) report.take(at, 'Settings of docker_auth itself.', note);
    else if (BACKENDS.has(section))
      report.refuse(at, 'What another service decides cannot be expressed. Remove the section.');
    else report.refuse(at, 'This section is not known.');
  }
  const file = { users: readUsers(root.get('users'), report), rules: readRules(root.get('acl'), report), report };
  compile(file);
  return file;
}

/** Rules that cannot be used are refused by their place in the file. */
function compile({ rules, report }: DockerAuthFile): void {
  try {
    requireUsable({ rulesOnly: true, rules: [...rules] });
  } catch (error) {
    if (!(error instanceof RulesInvalid)) throw error;
    for (const { pointer, message } of error.errors) report.refuse(pointer.replace(/^\/rules/, '/acl'), message);
  }
}
