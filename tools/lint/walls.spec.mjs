import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { checkImport } from './walls.mjs';

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

describe('who may import whom', () => {
  it.each([
    ['libs/access-control/src/decision.ts', '@spectacles/contracts'],
    ['libs/access-control/src/decision.ts', 'zod'],
    ['libs/access-control/src/decision.ts', 'node:crypto'],
    ['libs/access-control/src/decision.ts', './model/reference-decision.js'],
    ['libs/registry-token/src/sign.ts', '@nestjs/common'],
    ['libs/contracts/src/message.ts', '@spectacles/platform'],
    ['libs/contracts/src/message.ts', 'node:fs'],
    ['libs/platform/src/bus.ts', '@spectacles/change-log/reader'],
    ['libs/policy-replica/src/replica.ts', '@spectacles/change-log/store'],
    ['services/gateway/src/main.ts', '@spectacles/identity-service'],
    ['services/gateway/src/main.ts', '@spectacles/testing'],
    ['services/gateway/src/main.ts', '../../identity-service/src/index.js'],
    ['services/gateway/src/main.spec.ts', '@spectacles/identity-service'],
    ['services/standalone/src/main.ts', '@spectacles/change-log/store'],
    ['services/identity-service/src/users/users.service.ts', 'typeorm'],
    ['services/identity-service/src/grants/grants.service.ts', '../users/typeorm-user.repository.js'],
    ['services/identity-service/src/grants/grants.service.ts', '../users/users.messages.js'],
    ['frontend/src/app/users.ts', '@spectacles/platform'],
    ['frontend/src/app/users.spec.ts', '@spectacles/testing'],
    ['e2e/src/journey.e2e.ts', '@spectacles/platform'],
    ['tools/start.mjs', '@spectacles/contracts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(checkImport(file, specifier)).toEqual(expect.any(String));
  });

  it.each([
    ['libs/access-control/src/decision.ts', './scope.js'],
    ['libs/access-control/src/decision.spec.ts', './model/reference-decision.js'],
    ['libs/access-control/src/decision.spec.ts', 'fast-check'],
    ['libs/registry-token/src/sign.ts', 'jose'],
    ['libs/contracts/src/policy-log.ts', '@spectacles/access-control'],
    ['libs/policy-replica/src/replica.ts', '@spectacles/change-log/reader'],
    ['libs/platform/src/bus/nats-bus.int-spec.ts', '@spectacles/testing'],
    ['services/gateway/src/forwarder.ts', '@spectacles/platform'],
    ['services/standalone/src/main.ts', '@spectacles/identity-service'],
    ['services/identity-service/src/users/typeorm-user.repository.ts', 'typeorm'],
    ['services/identity-service/src/grants/grants.service.ts', '../users/users.service.js'],
    ['services/identity-service/src/grants/grants.service.ts', '../users/user.repository.js'],
    ['frontend/src/app/users.ts', '@spectacles/contracts'],
  ])('%s may import %s', (file, specifier) => {
    expect(checkImport(file, specifier)).toBeNull();
  });
});

describe('the lint configuration', () => {
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
    // The walls alone: without types the other rules would complain about the fixture.
    ruleFilter: ({ ruleId }) => ruleId === 'walls/imports',
  });
  const reasons = async (filePath, code) => {
    const [result] = await eslint.lintText(code, { filePath: `${root}/${filePath}` });
    return result.messages.map((message) => message.message);
  };

  it.each([
    ["import { x } from '@spectacles/platform'; x();"],
    ["export * from '@spectacles/platform';"],
    ["export const x = () => import('@spectacles/platform');"],
    ["export type X = import('@spectacles/platform').Clock;"],
  ])('refuses the forbidden import in %s', async (code) => {
    expect(await reasons('libs/access-control/src/scope.ts', code)).toEqual([
      'libs/access-control may not import @spectacles/platform.',
    ]);
  });

  it('lets an allowed import pass', async () => {
    expect(await reasons('libs/access-control/src/scope.ts', "import './right.js';")).toEqual([]);
  });
});
