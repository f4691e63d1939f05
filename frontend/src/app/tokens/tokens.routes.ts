import type { Routes } from '@angular/router';
import { asksForSecret } from '../copy/shown-secret';

export const tokensRoutes: Routes = [
  {
    path: 'tokens/new',
    title: 'Create a token',
    canDeactivate: [asksForSecret],
    loadComponent: () => import('./new-token').then((m) => m.NewToken),
  },
  {
    path: '',
    title: 'My access and tokens',
    loadComponent: () => import('./my-page').then((m) => m.MyPage),
    children: [
      { path: '', loadComponent: () => import('./token-list').then((m) => m.TokenList) },
      { path: 'sessions', loadComponent: () => import('../sessions/session-list').then((m) => m.SessionList) },
      { path: 'access', loadComponent: () => import('./my-access').then((m) => m.MyAccess) },
    ],
  },
];
