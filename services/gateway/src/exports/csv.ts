/** What a spreadsheet would take for a formula, or for the way out of a cell. */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell (RFC 4180). Names and user agents are what strangers wrote: none of them is to be run when it is opened. */
function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line, with its end. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
