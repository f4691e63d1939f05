import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { apply, form, FormField, FormRoot, maxLength, required, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { createRobot, type IssuedRobotView, readSettings, RobotName } from '@spectacles/contracts';
import * as z from 'zod';
import { ConsoleClient } from '../api/console-client';
import { SecretBlock } from '../copy/secret-block';
import { EmptyState } from '../feedback/empty-state';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { namespaceName } from '../namespaces/namespace-name';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { LimitsFields } from '../tokens/limits-fields';
import { atLimits, limitsOf, limitsRules } from '../tokens/limits-model';
import { managedNamespaces } from './managed-namespaces';
import { patternOf, presetLimits, type RobotPreset, robotPresets } from './robot-presets';

const LONGEST_PURPOSE = 2000;
const RobotForm = z.object({ name: RobotName });

/** Makes a robot: what for, where, then what it may do at most. */
@Component({
  selector: 'app-new-robot',
  imports: [
    EmptyState,
    Field,
    FormField,
    FormProblem,
    FormRoot,
    LimitsFields,
    MatButton,
    PageHeader,
    RouterLink,
    SecretBlock,
  ],
  templateUrl: './new-robot.html',
  styleUrl: './new-robot.scss',
})
export class NewRobot {
  private readonly client = inject(ConsoleClient);
  private readonly router = inject(Router);
  private readonly inForce = inject(InForce);
  private readonly settings = this.client.read(readSettings, () => ({}));
  readonly namespaceId = input<string>();
  protected readonly administrator = inject(SessionStore).administrator;
  protected readonly crumbs = [{ label: 'Robots', link: '/robots' }];
  protected readonly presets = robotPresets;
  protected readonly nameOf = namespaceName;
  protected readonly q = signal('');
  private readonly wanted = signal<string | undefined>(undefined);
  private readonly managed = managedNamespaces(
    computed(() => this.wanted() ?? this.namespaceId()),
    this.q,
  );
  protected readonly namespaces = this.managed.found;
  protected readonly many = this.managed.many;
  protected readonly mayMake = computed(
    () => this.administrator() || this.many() || (this.namespaces() ?? []).length > 0,
  );
  protected readonly issued = signal<IssuedRobotView | null>(null);
  protected readonly preset = signal<RobotPreset['id']>('ci');
  private readonly model = linkedSignal(() => ({
    name: '',
    description: '',
    namespaceId: this.namespaceId() ?? '',
    limits: presetLimits('ci', null, null),
  }));
  protected readonly robot = form(
    this.model,
    (path) => {
      required(path.name, { message: 'Choose a name.' });
      validateStandardSchema(path, () => RobotForm);
      required(path.namespaceId, {
        message: 'Choose the namespace that it belongs to.',
        when: () => !this.administrator(),
      });
      maxLength(path.description, LONGEST_PURPOSE, { message: 'At most 2000 characters.' });
      apply(path.limits, limitsRules);
    },
    submission(async ({ name, description, namespaceId, limits }) => {
      const owner = namespaceId === '' ? null : namespaceId;
      const body = { name, description, namespaceId: owner, ...limitsOf(limits, new Date()) };
      const issued = await atLimits(this.client.send(createRobot, { body }));
      this.issued.set(issued);
      this.inForce.tell(`The robot ${issued.login} is made.`);
    }),
  );
  private readonly path = computed(
    () => this.namespaces()?.find(({ id }) => id === this.robot.namespaceId().value())?.path ?? null,
  );
  protected readonly login = computed(() => `${this.path() ?? ''}+${this.robot.name().value() || 'name'}`);
  protected readonly pattern = computed(() => patternOf(this.path()));

  constructor() {
    // A person with one namespace need not choose it.
    effect(() => {
      const [only, ...others] = this.namespaces() ?? [];
      if (only === undefined || others.length > 0 || this.many() || this.administrator()) return;
      untracked(() => {
        this.robot.namespaceId().value.set(only.id);
      });
    });
    effect(() => {
      const filled = presetLimits(this.preset(), this.path(), this.settings.value()?.maximumTokenDays ?? null);
      untracked(() => {
        if (!this.robot.limits().dirty()) this.robot.limits().value.set(filled);
      });
    });
  }

  /** What is chosen stays among the choices while others are looked for. */
  protected find(event: Event): void {
    this.wanted.set(this.robot.namespaceId().value() || undefined);
    this.q.set((event.target as HTMLInputElement).value.trim());
  }

  protected choose(preset: RobotPreset['id']): void {
    this.robot.limits().reset();
    this.preset.set(preset);
    const filled = presetLimits(preset, this.path(), this.settings.value()?.maximumTokenDays ?? null);
    this.robot.limits().value.set(filled);
  }

  protected leave(id: string): void {
    void this.router.navigate(['/robots', id]);
  }
}
