import { Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import {
  deleteRobotSecret,
  type IssuedRobotSecretView,
  type RobotSecretView,
  type RobotView,
} from '@spectacles/contracts';
import { firstValueFrom } from 'rxjs';
import { ConsoleClient } from '../api/console-client';
import { Confirmation } from '../dialogs/confirm';
import { TimeAgo } from '../figures/time-ago';
import { InForce } from '../in-force/in-force';
import { EndsAt } from '../tokens/ends-at';
import { LastUsed } from '../tokens/last-used';
import { RotateSecret } from './rotate-secret';

const MOST = 2;

/** The secrets of a robot, at most two, so that one can take the place of the other while jobs run. */
@Component({
  selector: 'app-robot-secrets',
  imports: [EndsAt, LastUsed, MatButton, RouterLink, TimeAgo],
  template: `
    <section class="card" aria-labelledby="secrets-heading">
      <div class="card-head">
        <div>
          <h2 id="secrets-heading">Secrets</h2>
          <p class="quiet">
            {{
              full()
                ? 'Two live already: delete the one that no job uses any more, before you make another.'
                : 'Make a second one, give it to the jobs, then delete the first.'
            }}
          </p>
        </div>
        <button matButton="filled" type="button" [disabled]="full()" (click)="rotate()">Rotate…</button>
      </div>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Made</th>
            <th scope="col">Ends</th>
            <th scope="col">Last used</th>
            <th scope="col">For</th>
            <th scope="col"><span class="visually-hidden">Delete</span></th>
          </tr>
        </thead>
        <tbody>
          @for (secret of robot().secrets; track secret.id) {
            <tr>
              <th scope="row" class="title"><app-time-ago [at]="secret.createdAt" /></th>
              <td data-label="Ends">
                @if (secret.expiresAt) {
                  <app-ends-at [at]="secret.expiresAt" />
                } @else {
                  with the robot
                }
              </td>
              <td data-label="Last used"><app-last-used [use]="secret.lastUsed" /></td>
              <td data-label="For">
                <a routerLink="/token-log" [queryParams]="{ credentialId: secret.id }">{{
                  secret.lastUsed?.repository ?? 'Token log'
                }}</a>
              </td>
              <td class="number">
                <button
                  matButton="outlined"
                  type="button"
                  [attr.aria-label]="'Delete the secret ' + ($index + 1) + ' of ' + robot().secrets.length"
                  (click)="remove(secret)"
                >
                  Delete…
                </button>
              </td>
            </tr>
          } @empty {
            <tr>
              <td colspan="5">No secret: it cannot log in. Make one.</td>
            </tr>
          }
        </tbody>
      </table>
    </section>
  `,
})
export class RobotSecrets {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly dialogs = inject(MatDialog);
  private readonly inForce = inject(InForce);
  readonly robot = input.required<RobotView>();
  readonly rotated = output<IssuedRobotSecretView>();
  readonly removed = output();

  protected full(): boolean {
    const now = Date.now();
    return (
      this.robot().secrets.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now).length >= MOST
    );
  }

  protected async rotate(): Promise<void> {
    const dialog = this.dialogs.open<RotateSecret, RobotView, IssuedRobotSecretView>(RotateSecret, {
      data: this.robot(),
      restoreFocus: true,
    });
    const issued = await firstValueFrom(dialog.afterClosed());
    if (issued === undefined) return;
    this.inForce.tell(`${this.robot().login} has a new secret.`);
    this.rotated.emit(issued);
  }

  protected async remove({ id: secretId, lastUsed }: RobotSecretView): Promise<void> {
    const { id, login } = this.robot();
    const use = lastUsed === null ? 'It was never used.' : `It was used last from ${lastUsed.address}.`;
    const done = await this.confirmation.ask({
      title: `Delete this secret of ${login}?`,
      goes: ['Whatever logs in with it is refused from now on', 'Refresh tokens that were made with it'],
      stays: `${use} The robot stays, and so does its other secret, if it has one.`,
      action: 'Delete the secret',
      run: () => this.client.send(deleteRobotSecret, { params: { id, secretId } }),
    });
    if (!done) return;
    this.inForce.tell(`A secret of ${login} is deleted.`);
    this.removed.emit();
  }
}
