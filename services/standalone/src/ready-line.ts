/** The line that scripts and people wait for. The setup code is shown while the first administrator is to be made. */
export function readyLine(url: string, setupCode: string | null): string {
  return `READY url=${url}${setupCode === null ? '' : ` setup-code=${setupCode}`}`;
}
