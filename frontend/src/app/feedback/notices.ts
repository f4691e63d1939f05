import { inject, Service } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';

const SHOWN_MS = 6000;

/** Short words about what has just been done; read out politely, gone by themselves. */
@Service()
export class Notices {
  private readonly snackBar = inject(MatSnackBar);

  tell(message: string): void {
    this.snackBar.open(message, 'Close', { duration: SHOWN_MS });
  }
}
