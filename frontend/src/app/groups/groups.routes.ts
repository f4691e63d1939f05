import type { Routes } from '@angular/router';

export const groupsRoutes: Routes = [
  {
    path: '',
    title: 'Groups',
    loadComponent: () => import('./group-list').then((m) => m.GroupList),
  },
  {
    path: ':id',
    loadComponent: () => import('./group-page').then((m) => m.GroupPage),
    children: [
      { path: '', loadComponent: () => import('./group-members').then((m) => m.GroupMembers) },
      { path: 'access', loadComponent: () => import('./group-access').then((m) => m.GroupAccess) },
      { path: 'settings', loadComponent: () => import('./group-settings').then((m) => m.GroupSettings) },
    ],
  },
];
