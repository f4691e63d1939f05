import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { deleteNamespace, type NamespaceView, type RemovalForecast } from '@spectacles/contracts';
import { ConsoleClient } from '../api/console-client';
import { Field } from '../forms/field';
import { FormProblem } from '../forms/form-problem';
import { submission } from '../forms/submission';
import { RightsForecast } from '../rights/rights-forecast';
import { namespaceName } from './namespace-name';

export interface NamespaceDeletion {
  readonly namespace: NamespaceView;
  /** What the server says that the deletion would do. */
  readonly removal: RemovalForecast;
}

/** Whose rights change with a namespace, and the name to type before it goes. Closes with true when it is done. */
@Component({
  selector: 'app-delete-namespace',
  imports: [
    Field,
    FormField,
    FormProblem,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogContent,
    MatDialogTitle,
    RightsForecast,
  ],
  templateUrl: './delete-namespace.html',
  styles: `
    ul {
      list-style: disc;
      padding-inline-start: 20px;
    }
    ul + p {
      margin: 16px 0 4px;
    }
    app-field {
      margin-top: 20px;
    }
    .danger {
      --mat-button-filled-container-color: var(--bad);
      --mat-button-filled-label-text-color: var(--surface);
    }
  `,
})
export class DeleteNamespace {
  private readonly client = inject(ConsoleClient);
  private readonly deletion = inject<NamespaceDeletion>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<DeleteNamespace, boolean>>(MatDialogRef);
  protected readonly removal = this.deletion.removal;
  protected readonly namespace = this.deletion.namespace;
  protected readonly name = namespaceName(this.namespace.path);
  /** The root has no name of its own to type. */
  protected readonly toType = this.namespace.path === '' ? 'root' : this.namespace.path;
  private readonly model = signal({ typed: '' });
  protected readonly confirmed = form(
    this.model,
    (path) => {
      validate(path.typed, ({ value }) =>
        value().trim() === this.toType ? undefined : { kind: 'typed', message: `Type ${this.toType} to go on.` },
      );
    },
    submission(async () => {
      await this.client.send(deleteNamespace, { params: { id: this.namespace.id } });
      this.dialog.close(true);
    }),
  );
}
