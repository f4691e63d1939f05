import {
  ActivityEntry,
  changeGrant,
  changeGroup,
  changeNamespace,
  changeRobot,
  changeSettings,
  type ConsoleRoute,
  createDefaultGrant,
  createGrant,
  createGroup,
  createNamespace,
  createRobot,
  createToken,
  deleteGrant,
  deleteGroup,
  deleteNamespace,
  deleteRobot,
  deleteUser,
  putGroupMember,
  putNamespaceMember,
  ReadActivityLog,
  removeGroupMember,
  removeNamespaceMember,
  replaceRules,
  revokeToken,
  rotateRobotSecret,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
beforeEach(async () => {
  identity = await IdentityHarness.start();
});
afterEach(() => identity.close());

async function activity(): Promise<ActivityEntry[]> {
  const page = await identity.messages.request(ReadActivityLog, { after: { n: 0, id: '' }, skip: 0, limit: 1000 });
  return page.outcome === 'rows' ? page.rows.map(({ state }) => ActivityEntry.parse(JSON.parse(state ?? ''))) : [];
}

describe('every change', () => {
  it('is told once, to whoever manages the namespace that it is in, and without a secret', async () => {
    const as = await identity.setUp();
    const bob = await identity.user(as, 'bob');
    const registry = await identity.registry(as);
    const secrets: string[] = [];
    const seen: string[] = [];
    const change = async (route: ConsoleRoute, params: Record<string, string>, body?: unknown, query = {}) => {
      const before = await activity();
      const reply = await identity.call(route, { as, params, body, query });
      const added = (await activity()).slice(before.length);
      seen.push(...added.map(({ action, namespaceId }) => `${action} ${namespaceId === null ? '-' : 'in'}`));
      expect(added.every(({ policyVersion }) => policyVersion === reply.policyVersion)).toBe(true);
      const made = reply.body as { id: string; secret?: string } | undefined;
      if (made?.secret !== undefined) secrets.push(made.secret);
      return made?.id ?? '';
    };
    const owner = { kind: 'user', id: as.id };
    const principal = { kind: 'user', id: bob.id };
    const id = await change(createNamespace, {}, { registryId: registry.id, path: 'team', owner });
    await change(changeNamespace, { id }, { description: 'ours' });
    await change(putNamespaceMember, { id, userId: bob.id }, { role: 'member' });
    await change(removeNamespaceMember, { id, userId: bob.id });
    const grantId = await change(createGrant, { id }, { principal, right: 'READ' });
    await change(changeGrant, { id, grantId }, { right: 'WRITE' });
    await change(deleteGrant, { id, grantId });
    const robot = await change(createRobot, {}, { name: 'ci', namespaceId: id });
    await change(changeRobot, { id: robot }, { description: 'pushes' });
    await change(rotateRobotSecret, { id: robot }, {});
    await change(deleteRobot, { id: robot });
    await change(changeNamespace, { id }, { owner: principal });
    await change(createDefaultGrant, { id: registry.id }, { principal, right: 'READ' });
    await change(replaceRules, { id: registry.id }, { rules: [{ match: { name: 'a' }, actions: ['pull'] }] });
    const group = await change(createGroup, {}, { name: 'devs' });
    await change(changeGroup, { id: group }, { description: 'all of them' });
    await change(putGroupMember, { id: group, userId: bob.id }, { role: 'member' });
    await change(removeGroupMember, { id: group, userId: bob.id });
    await change(deleteGroup, { id: group });
    const token = await change(createToken, {}, { name: 'laptop' });
    await change(revokeToken, { id: token });
    await change(changeSettings, {}, { tokensOnly: true });
    await change(deleteUser, { id: bob.id }, undefined, { transferTo: `user:${as.id}` });
    await change(deleteNamespace, { id });
    expect(seen).toEqual([
      ...['namespace.create in', 'namespace.change in', 'namespace.member.put in', 'namespace.member.remove in'],
      ...['grant.create in', 'grant.change in', 'grant.delete in'],
      ...['robot.create in', 'robot.change in', 'robot.rotate in', 'robot.delete in', 'namespace.transfer in'],
      ...['grant.create -', 'rules.replace -', 'group.create -', 'group.change -'],
      ...['group.member.put -', 'group.member.remove -', 'group.delete -', 'token.create -', 'token.revoke -'],
      ...['settings.change -', 'namespace.transfer in', 'user.delete -', 'namespace.delete in'],
    ]);
    expect(secrets).toHaveLength(3);
    const told = JSON.stringify(await activity());
    for (const secret of secrets) expect(told).not.toContain(secret);
  });
});
