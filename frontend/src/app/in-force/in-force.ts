import { inject, Service, signal, type WritableSignal } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type PolicyView, readPolicy } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Notices } from '../feedback/notices';
import { InForceNotice, type InForceNoticeData } from './in-force-notice';
import { LatestChange } from './latest-change';
import { givenUp, type Progress, progressOf } from './progress';

const PATIENCE_MS = 30_000;
const ASK_EVERY_MS = 500;
const SHOWN_MS = 6000;

/** Says that a change of rights was saved, and follows it until every token server enforces it. */
@Service()
export class InForce {
  private readonly client = inject(ConsoleClient);
  private readonly latest = inject(LatestChange);
  private readonly notices = inject(Notices);
  private readonly snackBar = inject(MatSnackBar);

  /** To be called after the change was answered. */
  tell(message: string): void {
    const version = this.latest.version;
    if (version === null) {
      this.notices.tell(message);
      return;
    }
    const progress = signal<Progress>({ words: 'On its way to the token servers…', done: false });
    const bar = this.snackBar.openFromComponent<InForceNotice, InForceNoticeData>(InForceNotice, {
      data: { message, progress },
      politeness: 'polite',
    });
    let open = true;
    bar.afterDismissed().subscribe(() => {
      open = false;
    });
    void this.follow(version, progress, () => open).then((done) => {
      // What is behind stays until it is read.
      if (done) setTimeout(() => bar.dismiss(), SHOWN_MS);
    });
  }

  private async follow(version: number, progress: WritableSignal<Progress>, open: () => boolean): Promise<boolean> {
    const until = Date.now() + PATIENCE_MS;
    let policy: PolicyView | null = null;
    while (open() && Date.now() < until) {
      policy = (await this.client.send(readPolicy, {}).catch(() => null)) ?? policy;
      if (policy !== null) progress.set(progressOf(policy, version));
      if (progress().done) return true;
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    if (open()) progress.set({ words: givenUp(policy, version), done: false });
    return false;
  }
}
