import type { ErrorCatalogue } from '@spectacles/platform';

/** The errors of catalog-service beside the general ones. */
export const catalogErrors: ErrorCatalogue = [
  {
    code: 'REPOSITORY_LEAVING',
    status: 503,
    title: 'Repository being removed',
    advice: 'Repeat after Retry-After; the next sweep does so by itself.',
  },
];
