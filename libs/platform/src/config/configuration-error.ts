/** One variable that cannot be used, and why. */
export interface ConfigurationProblem {
  readonly name: string;
  readonly message: string;
}

/** The process cannot start with this configuration; every problem is listed. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map((problem) => `${problem.name}: ${problem.message}`).join('\n'));
  }
}
