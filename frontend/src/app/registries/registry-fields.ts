import { Component, input, linkedSignal } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Field } from '../forms/field';
import { headerModeChoices, kindChoices } from './kinds';
import { PathChips } from './path-chips';
import type { RegistryFields } from './registry-form';

/** The fields of a registry, for a new one and for its settings. */
@Component({
  selector: 'app-registry-fields',
  imports: [Field, FormField, PathChips],

  templateUrl: './registry-fields.html',
  styles: `
    .first-pushes {
      margin-top: 16px;
    }
  `,
})
export class RegistryFieldSet {
  readonly fields = input.required<RegistryFields>();
  /** A registry that is there already keeps its service. */
  readonly connected = input(false);
  /** Settings show everything; for a new registry the rest opens where something in it is wrong. */
  protected readonly open = linkedSignal<boolean, boolean>({
    source: () => this.wrongWithin(),
    computation: (wrong, previous) => wrong || (previous?.value ?? this.connected()),
  });
  protected readonly kinds = kindChoices;
  protected readonly headerModes = headerModeChoices;

  private wrongWithin(): boolean {
    const { publicHost, issuer, pullTokenSeconds, pushTokenSeconds, caCertificate } = this.fields();
    return [publicHost(), issuer(), pullTokenSeconds(), pushTokenSeconds(), caCertificate()].some(
      (field) => field.touched() && field.errors().length > 0,
    );
  }
}
