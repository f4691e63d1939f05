import { Component, inject, input, linkedSignal, output } from '@angular/core';
import { apply, form, FormField, FormRoot, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { changeRobot, type RobotView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { InForce } from '../in-force/in-force';
import { LimitsFields } from '../tokens/limits-fields';
import { atLimits, limitsModelOf, limitsOf, limitsRules } from '../tokens/limits-model';
import { patternOf } from './robot-presets';

const LONGEST_PURPOSE = 2000;

/** What a robot is for, and what it may do at most. */
@Component({
  selector: 'app-robot-limits',
  imports: [Field, FormField, FormProblem, FormRoot, LimitsFields, MatButton],
  template: `
    <form class="card pad form-narrow" [formRoot]="limits" aria-labelledby="limits-heading">
      <h2 id="limits-heading">Purpose and limits</h2>
      <app-form-problem [of]="limits" />
      <app-field label="Purpose" [field]="limits.description" [optional]="true">
        <input [formField]="limits.description" autocomplete="off" />
      </app-field>
      <app-limits-fields
        [limits]="limits.limits"
        [newPattern]="patternOf(robot().namespacePath)"
        [fixedRegistry]="robot().namespaceId !== null"
        [namespaceId]="robot().namespaceId ?? undefined"
        [unlimitedWords]="
          robot().namespaceId === null ? 'only what entries for it give' : 'everything in its namespace'
        "
      />
      <div class="form-actions">
        <button matButton="filled" type="submit" [disabled]="limits().submitting()">Save</button>
      </div>
    </form>
  `,
  styles: `
    h2 {
      margin-bottom: 12px;
    }
  `,
})
export class RobotLimits {
  private readonly client = inject(ConsoleClient);
  private readonly inForce = inject(InForce);
  readonly robot = input.required<RobotView>();
  readonly changed = output<RobotView>();
  protected readonly patternOf = patternOf;
  private readonly model = linkedSignal(() => ({
    description: this.robot().description,
    limits: limitsModelOf(this.robot()),
  }));
  protected readonly limits = form(
    this.model,
    (path) => {
      maxLength(path.description, LONGEST_PURPOSE, { message: 'At most 2000 characters.' });
      apply(path.limits, limitsRules);
    },
    submission(async ({ description, limits }) => {
      const { id, login, expiresAt } = this.robot();
      const body = { description, ...limitsOf(limits, new Date(), expiresAt) };
      this.changed.emit(await atLimits(this.client.send(changeRobot, { params: { id }, body })));
      this.inForce.tell(`${login} is changed.`);
    }),
  );
}
