import { Component, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Field } from '../forms/field';
import { headerModeChoices, kindChoices } from './kinds';
import type { RegistryFields } from './registry-form';

/** The fields of a registry, for a new one and for its settings. */
@Component({
  selector: 'app-registry-fields',
  imports: [Field, FormField],
  templateUrl: './registry-fields.html',
})
export class RegistryFieldSet {
  readonly fields = input.required<RegistryFields>();
  /** A registry that is there already keeps its service. */
  readonly connected = input(false);
  protected readonly kinds = kindChoices;
  protected readonly headerModes = headerModeChoices;
}
