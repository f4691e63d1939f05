import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideEnvironmentInitializer,
  type ApplicationConfig,
} from '@angular/core';
import {
  provideRouter,
  RedirectCommand,
  Router,
  TitleStrategy,
  withComponentInputBinding,
  withNavigationErrorHandler,
  withRouterConfig,
} from '@angular/router';
import { sessionInterceptor } from './api/session-interceptor';
import { stalePolicyInterceptor } from './api/stale-policy-interceptor';
import { routes } from './app.routes';
import { Appearance } from './appearance/appearance';
import { registerIcons } from './appearance/icons';
import { policyVersionInterceptor } from './in-force/policy-version-interceptor';
import { PageTitles } from './shell/page-titles';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([sessionInterceptor, stalePolicyInterceptor, policyVersionInterceptor])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
      withNavigationErrorHandler(
        () => new RedirectCommand(inject(Router).parseUrl('/trouble'), { skipLocationChange: true }),
      ),
    ),
    provideEnvironmentInitializer(registerIcons),
    provideAppInitializer(() => {
      inject(Appearance).apply();
    }),
    { provide: TitleStrategy, useExisting: PageTitles },
  ],
};
