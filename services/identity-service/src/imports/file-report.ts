import type { ImportReport } from '@spectacles/contracts';

export type Warning = ImportReport['warnings'][number];

/** What is said of each place of a file while it is read. */
export class FileReport {
  readonly taken: ImportReport['taken'];
  readonly refused: ImportReport['refused'];
  readonly warnings: Warning[];

  /** Goes on from what was said before, and leaves that as it is. */
  constructor(before: Pick<FileReport, 'taken' | 'refused' | 'warnings'> = { taken: [], refused: [], warnings: [] }) {
    this.taken = [...before.taken];
    this.refused = [...before.refused];
    this.warnings = [...before.warnings];
  }

  take(at: string, what: string, note: string | null = null): void {
    this.taken.push({ at, what, note });
  }

  refuse(at: string, reason: string): void {
    this.refused.push({ at, reason });
  }

  warn(warning: Warning): void {
    this.warnings.push(warning);
  }

  hasRefused(at: string): boolean {
    return this.refused.some((refusal) => refusal.at === at || refusal.at.startsWith(`${at}/`));
  }
}

/** A JSON pointer below another (RFC 6901). */
export function below(at: string, key: string | number): string {
  return `${at}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A text of a stranger's file, as a sentence may quote it. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
