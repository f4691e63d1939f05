import type { Routes } from '@angular/router';
import { Trouble } from './missing/trouble';
import { administratorOnly, setUpAlready, setUpOnce, signedIn } from './session/guards';

export const routes: Routes = [
  { path: 'trouble', title: 'No answer', component: Trouble },
  {
    path: 'setup',
    title: 'Set up',
    canActivate: [setUpOnce],
    loadComponent: () => import('./setup/first-administrator').then((m) => m.FirstAdministrator),
  },
  {
    path: 'sign-in',
    title: 'Sign in',
    canActivate: [setUpAlready],
    loadComponent: () => import('./sign-in/sign-in').then((m) => m.SignIn),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell').then((m) => m.Shell),
    children: [
      { path: '', pathMatch: 'full', title: 'Home', loadComponent: () => import('./home/home').then((m) => m.Home) },
      {
        path: 'first-push',
        title: 'First push',
        canActivate: [administratorOnly],
        loadComponent: () => import('./setup/first-push').then((m) => m.FirstPush),
      },
      {
        path: 'repositories',
        loadChildren: () => import('./repositories/repositories.routes').then((m) => m.repositoriesRoutes),
      },
      {
        path: 'namespaces',
        loadChildren: () => import('./namespaces/namespaces.routes').then((m) => m.namespacesRoutes),
      },
      { path: 'me', loadChildren: () => import('./tokens/tokens.routes').then((m) => m.tokensRoutes) },
      { path: 'robots', loadChildren: () => import('./robots/robots.routes').then((m) => m.robotsRoutes) },
      {
        path: 'simulator',
        title: 'Access simulator',
        loadComponent: () => import('./simulator/simulator').then((m) => m.Simulator),
      },
      {
        path: 'token-log',
        title: 'Token log',
        loadComponent: () => import('./token-log/token-log').then((m) => m.TokenLog),
      },
      {
        path: 'activity',
        title: 'Activity',
        loadComponent: () => import('./activity/activity').then((m) => m.Activity),
      },
      {
        path: 'security',
        title: 'Denials and security',
        canActivate: [administratorOnly],
        loadComponent: () => import('./security/security').then((m) => m.Security),
      },
      {
        path: 'registries',
        canActivate: [administratorOnly],
        loadChildren: () => import('./registries/registries.routes').then((m) => m.registriesRoutes),
      },
      {
        path: 'users',
        canActivate: [administratorOnly],
        loadChildren: () => import('./users/users.routes').then((m) => m.usersRoutes),
      },
      {
        path: 'groups',
        loadChildren: () => import('./groups/groups.routes').then((m) => m.groupsRoutes),
      },
      {
        path: 'settings',
        title: 'Settings',
        canActivate: [administratorOnly],
        loadComponent: () => import('./settings/settings').then((m) => m.Settings),
      },
      { path: 'profile', title: 'Profile', loadComponent: () => import('./profile/profile').then((m) => m.Profile) },
      { path: '**', title: 'Not found', loadComponent: () => import('./missing/not-found').then((m) => m.NotFound) },
    ],
  },
];
