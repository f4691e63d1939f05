import { Service } from '@angular/core';

/** The version of the policy that the last change made; null while one is on its way, and before the first. */
@Service()
export class LatestChange {
  version: number | null = null;
}
