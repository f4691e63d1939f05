import type { Routes } from '@angular/router';

export const namespacesRoutes: Routes = [
  {
    path: '',
    title: 'Namespaces',
    loadComponent: () => import('./namespace-list').then((m) => m.NamespaceList),
  },
  {
    path: 'new',
    title: 'Create a namespace',
    loadComponent: () => import('./create-namespace').then((m) => m.CreateNamespace),
  },
  {
    path: ':id',
    loadComponent: () => import('./namespace-page').then((m) => m.NamespacePage),
    children: [
      { path: '', loadComponent: () => import('./namespace-repositories').then((m) => m.NamespaceRepositories) },
      { path: 'access', loadComponent: () => import('./namespace-access').then((m) => m.NamespaceAccess) },
      { path: 'members', loadComponent: () => import('./namespace-members').then((m) => m.NamespaceMembers) },
      { path: 'robots', loadComponent: () => import('./namespace-robots').then((m) => m.NamespaceRobots) },
      { path: 'settings', loadComponent: () => import('./namespace-settings').then((m) => m.NamespaceSettings) },
    ],
  },
];
