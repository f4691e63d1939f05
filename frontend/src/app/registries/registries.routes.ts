import type { Routes } from '@angular/router';
import { unsavedRules } from '../rules/unsaved-rules';

export const registriesRoutes: Routes = [
  {
    path: '',
    title: 'Registries',
    loadComponent: () => import('./registry-list').then((m) => m.RegistryList),
  },
  {
    path: 'new',
    title: 'Connect a registry',
    loadComponent: () => import('./connect-registry').then((m) => m.ConnectRegistry),
  },
  {
    path: ':id',
    loadComponent: () => import('./registry-page').then((m) => m.RegistryPage),
    children: [
      { path: '', loadComponent: () => import('./registry-overview').then((m) => m.RegistryOverview) },
      { path: 'check', loadComponent: () => import('./registry-check').then((m) => m.RegistryCheck) },
      {
        path: 'configuration',
        loadComponent: () => import('./registry-configuration').then((m) => m.RegistryConfiguration),
      },
      { path: 'access', loadComponent: () => import('./registry-defaults').then((m) => m.RegistryDefaults) },
      {
        path: 'rules',
        canDeactivate: [unsavedRules],
        loadComponent: () => import('../rules/rule-list').then((m) => m.RuleList),
      },
      {
        path: 'rules/import',
        loadComponent: () => import('../rules/import-docker-auth').then((m) => m.ImportDockerAuth),
      },
      { path: 'settings', loadComponent: () => import('./registry-settings').then((m) => m.RegistrySettings) },
    ],
  },
];
