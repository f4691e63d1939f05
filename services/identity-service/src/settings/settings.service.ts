import { Injectable } from '@nestjs/common';
import type { changeSettings, ConsoleReply, readSettings, SettingsChange } from '@spectacles/contracts';
import { SETTINGS_ID } from '@spectacles/contracts';
import { answer, type OpenConsoleCall, ValidationFailed } from '@spectacles/platform';
import { CommandRunner } from '../commands/command-runner.js';
import { requireUnchanged } from '../permissions/if-match.js';
import { administratorOnly, requireSignedIn } from '../permissions/permissions.js';
import { IdentityStore } from '../store/identity-store.js';
import { readInstallationSettings, type Settings, toSettingsState, writeInstallationSettings } from './settings.js';

const FIELDS = [
  'tokensOnly',
  'defaultTokenDays',
  'maximumTokenDays',
  'decisionRetentionDays',
  'activityRetentionDays',
] as const;

/** Settings of the installation: read by everybody who is signed in, changed by administrators. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly store: IdentityStore,
    private readonly commands: CommandRunner,
  ) {}

  async read({ caller }: OpenConsoleCall<typeof readSettings>): Promise<ConsoleReply> {
    await requireSignedIn(this.store.now, caller);
    const settings = await readInstallationSettings(this.store.now);
    return answer(settings, { version: settings.version });
  }

  async change(call: OpenConsoleCall<typeof changeSettings>): Promise<ConsoleReply> {
    return this.commands.run('changeSettings', call, async (transaction, caller) => {
      administratorOnly(caller);
      const settings = await readInstallationSettings(transaction);
      requireUnchanged(call.envelope, settings.version);
      const wanted = changed(settings, call.body());
      const changes = changesBetween(settings, wanted);
      if (changes.length === 0) return answer(settings, { version: settings.version });
      const kept = { ...wanted, version: settings.version + 1 };
      await writeInstallationSettings(transaction, kept);
      transaction.append(toSettingsState(kept));
      const object = { kind: 'settings', id: SETTINGS_ID, name: 'settings' };
      transaction.record({ action: 'settings.change', object, changes });
      return answer(kept, { version: kept.version });
    });
  }
}

function changed(settings: Settings, change: SettingsChange): Settings {
  const wanted: Settings = {
    tokensOnly: change.tokensOnly ?? settings.tokensOnly,
    defaultTokenDays: change.defaultTokenDays ?? settings.defaultTokenDays,
    maximumTokenDays: change.maximumTokenDays === undefined ? settings.maximumTokenDays : change.maximumTokenDays,
    decisionRetentionDays: change.decisionRetentionDays ?? settings.decisionRetentionDays,
    activityRetentionDays: change.activityRetentionDays ?? settings.activityRetentionDays,
    version: settings.version,
  };
  if (wanted.maximumTokenDays !== null && wanted.defaultTokenDays > wanted.maximumTokenDays) {
    const pointer = change.defaultTokenDays === undefined ? '/maximumTokenDays' : '/defaultTokenDays';
    const message = 'The default cannot be more than the maximum.';
    throw new ValidationFailed([{ pointer, code: 'default_over_maximum', message }]);
  }
  return wanted;
}

function changesBetween(before: Settings, after: Settings) {
  return FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    before: textOf(before[field]),
    after: textOf(after[field]),
  }));
}

function textOf(value: boolean | number | null): string | null {
  return value === null ? null : String(value);
}
