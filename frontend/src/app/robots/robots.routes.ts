import type { Routes } from '@angular/router';
import { asksForSecret } from '../copy/shown-secret';

export const robotsRoutes: Routes = [
  { path: '', title: 'Robots', loadComponent: () => import('./robot-list').then((m) => m.RobotList) },
  {
    path: 'new',
    title: 'Make a robot',
    canDeactivate: [asksForSecret],
    loadComponent: () => import('./new-robot').then((m) => m.NewRobot),
  },
  {
    path: ':id',
    title: 'Robot',
    canDeactivate: [asksForSecret],
    loadComponent: () => import('./robot-page').then((m) => m.RobotPage),
  },
];
