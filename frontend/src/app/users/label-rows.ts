import { applyEach, required, type SchemaFn, validate } from '@angular/forms/signals';

/** A label as it is edited: its values in one line, separated by commas. */
export interface LabelRow {
  name: string;
  values: string;
}

const NAME = /^[A-Za-z0-9_.-]{1,64}$/;
const LONGEST_VALUE = 255;
const MOST_VALUES = 100;

export function labelRows(labels: Readonly<Record<string, readonly string[]>>): LabelRow[] {
  return Object.entries(labels).map(([name, values]) => ({ name, values: values.join(', ') }));
}

/** As the route takes them; a label without values stays one. */
export function labelsOf(rows: readonly LabelRow[]): Record<string, string[]> {
  return Object.fromEntries(rows.map(({ name, values }) => [name.trim(), valuesOf(values)]));
}

function valuesOf(text: string): string[] {
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Names are unique and of the characters that a rule may use; values are not too many, nor too long. */
export const labelRules: SchemaFn<LabelRow[]> = (rows) => {
  applyEach(rows, (row) => {
    required(row.name, { message: 'Type a name, or remove the label.' });
    validate(row.name, ({ value, valueOf }) => {
      const name = value().trim();
      if (name !== '' && !NAME.test(name)) {
        return { kind: 'pattern', message: 'Letters, digits, "_", "." and dashes; at most 64.' };
      }
      const same = valueOf(rows).filter((other) => other.name.trim() === name);
      return same.length > 1 ? { kind: 'unique', message: 'Another label is called that.' } : undefined;
    });
    validate(row.values, ({ value }) => {
      const values = valuesOf(value());
      if (values.length > MOST_VALUES) return { kind: 'many', message: 'At most 100 values.' };
      return values.some((one) => one.length > LONGEST_VALUE)
        ? { kind: 'long', message: 'A value has at most 255 characters.' }
        : undefined;
    });
  });
};
