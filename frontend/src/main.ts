import { bootstrapApplication } from '@angular/platform-browser';
import { forbidCodeGeneration } from './app/api/zod-settings';
import { App } from './app/app';
import { appConfig } from './app/app.config';

forbidCodeGeneration();
bootstrapApplication(App, appConfig).catch((error: unknown) => {
  console.error(error);
});
