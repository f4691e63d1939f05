import { inject, Service } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';

const SHOWN_MS = 6000;

/** Short words about what has just been done; read out politely, gone by themselves. */
@Service()
export class Notices {
  private readonly snackBar = inject(MatSnackBar);

  /** What was said to one person is not for the next. */
  fallSilent(): void {
    this.snackBar.dismiss();
  }

  tell(message: string): void {
    this.snackBar.open(message, 'Close', { duration: SHOWN_MS });
  }
}
