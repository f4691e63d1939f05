import { forbidCodeGeneration } from './app/api/zod-settings';

forbidCodeGeneration();
