import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where something is mounted at or below a directory, the innermost first. */
function mountsBelow(directory: string): string[] {
  const points = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replace(/\\040/g, ' '));
  return points.filter((point) => point === directory || point.startsWith(`${directory}/`)).reverse();
}

/** Takes away what a program that was killed left mounted; what is still busy goes with its last user. */
export function unmountBelow(directory: string): void {
  for (const point of mountsBelow(directory)) execFileSync('umount', ['--lazy', point], { stdio: 'ignore' });
}
