import { type LimitsModel, newLimits } from '../tokens/limits-model';
import { scopeRow } from '../rights/scope-editor/scope-rows';

export interface RobotPreset {
  readonly id: 'ci' | 'pull' | 'mirror' | 'own';
  readonly label: string;
  readonly words: string;
}

export const robotPresets: readonly RobotPreset[] = [
  { id: 'ci', label: 'CI push', words: 'A build job: pulls and pushes here, for 90 days.' },
  { id: 'pull', label: 'Production pull', words: 'Servers that run the images: pull here, for a year.' },
  { id: 'mirror', label: 'Mirror read', words: 'A mirror or a scanner: pulls whatever it is given, for a year.' },
  { id: 'own', label: 'Something else', words: 'Choose repositories and verbs yourself.' },
];

const CI_DAYS = 90;
const YEAR_DAYS = 365;

/** All repositories of a namespace as a pattern; `null` is no namespace. */
export function patternOf(namespacePath: string | null): string {
  if (namespacePath === null) return '**';
  return namespacePath === '' ? '*' : `${namespacePath}/**`;
}

/** What a preset fills the form with; days as far as the settings allow. */
export function presetLimits(
  preset: RobotPreset['id'],
  namespacePath: string | null,
  maximumDays: number | null,
): LimitsModel {
  const pattern = patternOf(namespacePath);
  const days = Math.min(preset === 'ci' || preset === 'own' ? CI_DAYS : YEAR_DAYS, maximumDays ?? YEAR_DAYS);
  return { ...newLimits(days, pattern), scopes: [scopeRow(pattern, preset === 'ci' ? ['pull', 'push'] : ['pull'])] };
}
