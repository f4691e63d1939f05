import { Component, effect, inject, signal, untracked } from '@angular/core';
import { form, FormField, FormRoot, validate, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { changeSettings, readSettings } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { LoadState } from '../feedback/load-state';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { PageHeader } from '../shell/page-header';
import { changeOf, modelOf, noSettings, SettingsForm } from './settings-form';

/** What holds for the whole installation. */
@Component({
  selector: 'app-settings',
  imports: [Field, FormField, FormProblem, FormRoot, LoadState, MatButton, PageHeader],
  templateUrl: './settings.html',
  styles: `
    h2 {
      margin-bottom: 12px;
    }
  `,
})
export class Settings {
  private readonly client = inject(ConsoleClient);
  private readonly inForce = inject(InForce);
  protected readonly current = this.client.read(readSettings, () => ({}));
  protected readonly model = signal(noSettings);
  protected readonly settings = form(
    this.model,
    (path) => {
      validateStandardSchema(path, () => SettingsForm);
      validate(path.defaultTokenDays, ({ value, valueOf }) =>
        valueOf(path.limited) && value() > valueOf(path.maximumTokenDays)
          ? { kind: 'beyond', message: 'Not more than the longest that a token may live.' }
          : undefined,
      );
    },
    submission(async (model) => {
      this.current.replace(await this.client.send(changeSettings, { body: changeOf(model) }));
      this.inForce.tell('The settings are saved.');
    }),
  );

  constructor() {
    effect(() => {
      const settings = this.current.value();
      if (settings === undefined) return;
      untracked(() => {
        this.model.set(modelOf(settings));
      });
    });
  }
}
