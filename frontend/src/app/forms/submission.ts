import type { FieldTree, FormOptions, TreeValidationResult, ValidationError } from '@angular/forms/signals';
import { type ApiProblem, toProblem } from '../api/problem';

/** What a form does with its value when everything in it is right. */
export type Work<Model> = (value: Model) => Promise<void>;

/** Sends a form; what the server says about a field appears at that field, the rest above the form. */
export function submission<Model>(work: Work<Model>): FormOptions<Model> {
  return {
    submission: {
      action: async (tree) => {
        try {
          await work(tree().value());
          return undefined;
        } catch (error) {
          return serverErrors(tree as FieldTree<Model>, toProblem(error));
        }
      },
      onInvalid: (tree) => {
        // Later, as a part of the form that was folded up may have to open first.
        setTimeout(() => tree().errorSummary()[0]?.fieldTree().focusBoundControl());
      },
    },
  };
}

/** An error of the whole form carries the problem it came from. */
export interface ServerError extends ValidationError {
  readonly kind: 'server';
  readonly problem: ApiProblem;
}

function serverErrors<Model>(tree: FieldTree<Model>, problem: ApiProblem): TreeValidationResult {
  const onFields = problem.errors.flatMap(({ pointer, message }) => {
    const fieldTree = fieldAt(tree, pointer);
    return fieldTree === undefined ? [] : [{ kind: 'server', message, fieldTree }];
  });
  if (onFields.length > 0 && onFields.length === problem.errors.length) return onFields;
  const whole: ServerError = { kind: 'server', message: problem.detail, problem };
  return [...onFields, whole];
}

/** Finds the field that a JSON pointer (RFC 6901) names, or the one that holds what it names. */
function fieldAt(tree: unknown, pointer: string): FieldTree<unknown> | undefined {
  let field = tree as Record<string, unknown>;
  for (const key of pointer.split('/').slice(1)) {
    const next = field[key.replaceAll('~1', '/').replaceAll('~0', '~')];
    if (next === undefined) break;
    field = next as Record<string, unknown>;
  }
  return field === tree ? undefined : (field as unknown as FieldTree<unknown>);
}
