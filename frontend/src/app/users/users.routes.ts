import type { Routes } from '@angular/router';

export const usersRoutes: Routes = [
  { path: '', title: 'Users', loadComponent: () => import('./users').then((m) => m.Users) },
  {
    path: ':id',
    loadComponent: () => import('./user-page').then((m) => m.UserPage),
    children: [
      { path: '', loadComponent: () => import('./user-overview').then((m) => m.UserOverview) },
      { path: 'access', loadComponent: () => import('./user-access').then((m) => m.UserAccess) },
      { path: 'credentials', loadComponent: () => import('./user-credentials').then((m) => m.UserCredentials) },
    ],
  },
];
