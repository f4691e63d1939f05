import type { RobotView } from '@spectacles/contracts';
import { scopesWords } from '../rights/scope-editor/scope-rows';

/** What a robot may do, in words. */
export function robotMay({ scopes, namespacePath }: Pick<RobotView, 'scopes' | 'namespacePath'>): string {
  const own = namespacePath === null ? 'what entries give it' : 'all in its namespace';
  return scopesWords(scopes, own);
}

/** When it was used last, with whichever secret. */
export function lastUseOf({ secrets }: Pick<RobotView, 'secrets'>): RobotView['secrets'][number]['lastUsed'] {
  const uses = secrets.flatMap(({ lastUsed }) => (lastUsed === null ? [] : [lastUsed]));
  return uses.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
}

/** How it is, in a word; an ended one is not active, whatever its switch says. */
export function robotState(
  { status, expiresAt }: Pick<RobotView, 'status' | 'expiresAt'>,
  now: number,
): 'active' | 'disabled' | 'ended' {
  if (status === 'disabled') return 'disabled';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'ended' : 'active';
}
