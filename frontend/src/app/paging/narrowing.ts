import { inject } from '@angular/core';
import { ActivatedRoute, type Params, Router } from '@angular/router';

/** Changes the filters of a list, which live in the address; a changed list begins at its first page. */
export function narrowing(): (filters: Params, replaceUrl?: boolean) => void {
  const router = inject(Router);
  const route = inject(ActivatedRoute);
  return (filters, replaceUrl = false) => {
    const queryParams = Object.fromEntries(
      Object.entries(filters).map(([name, value]) => [name, value === '' ? null : value]),
    );
    void router.navigate([], {
      relativeTo: route,
      queryParams: { ...queryParams, cursor: null },
      queryParamsHandling: 'merge',
      replaceUrl,
    });
  };
}
