import type { ErrorCatalogue } from '@spectacles/platform';

/** The errors of registry-sync-service beside the general ones: none yet, what fails in a sweep is shown with it. */
export const syncErrors: ErrorCatalogue = [];
