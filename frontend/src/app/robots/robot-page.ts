import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { changeRobot, deleteRobot, type IssuedRobotSecretView, readRobot, type RobotView } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { SecretBlock } from '../copy/secret-block';
import { Confirmation } from '../dialogs/confirm';
import { LoadState } from '../feedback/load-state';
import { InForce } from '../in-force/in-force';
import { SomebodysAccess } from '../rights/somebodys-access';
import { SessionStore } from '../session/session-store';
import { PageHeader } from '../shell/page-header';
import { ExpiryNotices } from '../tokens/expiry-notices';
import { RobotLimits } from './robot-limits';
import { RobotSecrets } from './robot-secrets';
import { RobotStatus } from './robot-status';

@Component({
  selector: 'app-robot-page',
  imports: [
    ExpiryNotices,
    LoadState,
    MatButton,
    PageHeader,
    RobotLimits,
    RobotSecrets,
    RobotStatus,
    RouterLink,
    SecretBlock,
    SomebodysAccess,
  ],
  templateUrl: './robot-page.html',
})
export class RobotPage {
  private readonly client = inject(ConsoleClient);
  private readonly confirmation = inject(Confirmation);
  private readonly inForce = inject(InForce);
  private readonly router = inject(Router);
  readonly id = input.required<string>();
  readonly q = input<string>();
  readonly cursor = input<string>();
  protected readonly administrator = inject(SessionStore).administrator;
  protected readonly crumbs = [{ label: 'Robots', link: '/robots' }];
  protected readonly robot = this.client.read(readRobot, () => ({ params: { id: this.id() } }));
  protected readonly who = computed(() => ({ robotId: this.id() }));
  protected readonly question = computed(() => ({
    principal: `robot:${this.id()}`,
    service: this.robot.value()?.registryId,
  }));
  /** A second secret that was just made. */
  protected readonly issued = signal<IssuedRobotSecretView | null>(null);

  protected rotated(issued: IssuedRobotSecretView): void {
    this.issued.set(issued);
    this.robot.reload();
  }

  protected changed(robot: RobotView): void {
    this.robot.replace(robot);
  }

  protected async disable({ id, login }: RobotView): Promise<void> {
    await this.confirmation.ask({
      title: `Disable ${login}?`,
      goes: ['Its log-ins: pulls and pushes of whatever uses it are refused from now on', 'Its refresh tokens'],
      stays: 'Its secrets, limits and entries stay. It can be enabled again, then they work as before.',
      action: 'Disable',
      run: async () => {
        this.changed(await this.client.send(changeRobot, { params: { id }, body: { status: 'disabled' } }));
        this.inForce.tell(`${login} is disabled.`);
      },
    });
  }

  protected async enable({ id, login }: RobotView): Promise<void> {
    await this.confirmation.ask({
      title: `Enable ${login}?`,
      goes: ['Nothing goes: its secrets that have not ended log in again, with the limits and entries it has'],
      action: 'Enable',
      run: async () => {
        this.changed(await this.client.send(changeRobot, { params: { id }, body: { status: 'active' } }));
        this.inForce.tell(`${login} is enabled.`);
      },
    });
  }

  protected async remove({ id, login, secrets }: RobotView): Promise<void> {
    const done = await this.confirmation.ask({
      title: `Delete ${login}?`,
      goes: [
        `The robot, and ${secrets.length === 1 ? 'its secret' : `its ${String(secrets.length)} secrets`}: whatever uses it is refused from now on`,
        'Every entry that gives it a right',
      ],
      stays: 'What it pushed stays, and so does what the token log says of it. Its login is never given away again.',
      action: 'Delete the robot',
      run: () => this.client.send(deleteRobot, { params: { id } }),
    });
    if (!done) return;
    this.inForce.tell(`${login} is deleted.`);
    void this.router.navigateByUrl('/robots');
  }
}
