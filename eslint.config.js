import eslint from '@eslint/js';
import vitest from '@vitest/eslint-plugin';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { walls } from './tools/lint/walls.mjs';

const typescript = ['{libs,services}/*/src/**/*.ts', 'frontend/src/**/*.ts', 'e2e/**/*.ts', 'bench/**/*.ts'];
const specs = ['**/*.spec.ts', '**/*.int-spec.ts', 'e2e/src/**/*.ts', 'tools/**/*.spec.mjs'];
const scripts = ['tools/**/*.mjs', 'bench/**/*.mjs', '*.js'];
const nodeGlobals = Object.fromEntries(
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'URL',
    'URLSearchParams',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
    'process',
    'setTimeout',
    'structuredClone',
  ].map((name) => [name, 'readonly']),
);

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/node_modules/',
    '**/.angular/',
    '.nx/',
    '**/coverage/',
    'data/',
    '**/vitest.config.ts',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { walls },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'walls/imports': 'error',
      'max-lines': ['error', 300],
      // 40 is what we aim at; from 60 on it is refused.
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(FunctionDeclaration, ArrowFunctionExpression, MethodDefinition[kind!="constructor"] > FunctionExpression)[params.length>4]',
          message: 'From the fifth parameter on, take an options object.',
        },
      ],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `process.env['NAME']` is what the compiler asks for.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Nest declares its bags of options as classes; they are meant to be given as object literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    // A service receives its configuration: only a program's first lines read the environment.
    files: ['{libs,services}/*/src/**/*.ts'],
    ignores: ['**/main.ts', '**/*.spec.ts', '**/*.int-spec.ts', 'libs/testing/**', 'libs/platform/src/lifecycle/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Configuration is read once, by loadXConfig(env) in main.ts.' },
      ],
    },
  },
  {
    files: ['{libs,services}/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.int-spec.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['frontend/src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/prefer-inject': 'error',
      '@angular-eslint/prefer-signals': 'error',
      '@angular-eslint/no-uncalled-signals': 'error',
      '@angular-eslint/prefer-service-decorator': 'error',
    },
  },
  {
    files: ['frontend/src/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    files: scripts,
    extends: [eslint.configs.recommended],
    plugins: { walls },
    languageOptions: { globals: nodeGlobals },
    rules: { 'walls/imports': 'error', 'max-lines': ['error', 300] },
  },
  {
    // Generated: as long as there are errors.
    files: ['services/gateway/src/problems/problem-catalogue.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: specs,
    plugins: { vitest },
    rules: {
      'vitest/no-focused-tests': 'error',
      'vitest/no-disabled-tests': 'error',
      'vitest/no-identical-title': 'error',
      'vitest/no-commented-out-tests': 'error',
      'vitest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'assert*', 'waitFor'] },
      ],
      'vitest/valid-expect': ['error', { maxArgs: 2 }],
      'max-lines-per-function': 'off',
    },
  },
  prettier,
);
