import type { Routes } from '@angular/router';

export const repositoriesRoutes: Routes = [
  {
    path: '',
    title: 'Repositories',
    loadComponent: () => import('./repository-list').then((m) => m.RepositoryList),
  },
  { path: ':id', loadComponent: () => import('./repository-page').then((m) => m.RepositoryPage) },
];
