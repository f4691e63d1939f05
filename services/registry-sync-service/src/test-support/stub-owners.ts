import { Controller, Inject } from '@nestjs/common';
import {
  ApplyReading,
  BeginReading,
  FindUnknownImages,
  IssueRegistryAccess,
  ListKnownRepositories,
  PolicyChanged,
  ReadPolicyLog,
  ReadPolicySnapshot,
  ReportRegistryRead,
  ReportRepositoryMissing,
  type LogRow,
  type PolicyState,
} from '@spectacles/contracts';
import { HandleRequest, NotFound, type MessageClient } from '@spectacles/platform';
import type { z } from 'zod';
import { InMemoryCatalog } from './in-memory-catalog.js';
import { accessOf, TokenIssuer } from './token-issuer.js';

type Answer<C extends { readonly reply: z.ZodType }> = Promise<z.input<C['reply']>> | z.input<C['reply']>;

/** The policy log of identity-service, as far as one row a commit goes. */
export class StubPolicyLog {
  readonly rows: LogRow[] = [];

  constructor(private readonly messages: MessageClient) {}

  put(...states: readonly PolicyState[]): void {
    for (const state of states) this.append(state.kind, state.id, JSON.stringify(state));
  }

  private append(kind: string, key: string, state: string): void {
    const n = this.rows.length + 1;
    this.rows.push({ n, id: `id-${n.toString()}`, kind, key, state, last: true });
    this.messages.publish(PolicyChanged, { n });
  }

  registry(id: string) {
    const row = this.rows.findLast((one) => one.key === id && one.kind === 'registry');
    const state = row?.state ?? null;
    return state === null ? null : (JSON.parse(state) as Extract<PolicyState, { kind: 'registry' }>);
  }
}

/** What the other services would answer to registry-sync-service. */
@Controller()
export class StubOwners {
  constructor(
    @Inject(StubPolicyLog) private readonly log: StubPolicyLog,
    @Inject(InMemoryCatalog) private readonly catalog: InMemoryCatalog,
    @Inject(TokenIssuer) private readonly issuer: TokenIssuer,
  ) {}

  @HandleRequest(ReadPolicyLog)
  read({ after }: z.output<typeof ReadPolicyLog.request>): Answer<typeof ReadPolicyLog> {
    const { rows } = this.log;
    const head = { n: rows.length, id: rows.at(-1)?.id ?? 'none' };
    if (after === null) return { outcome: 'snapshot', head: { n: 0, id: 'none' } };
    return { outcome: 'rows', rows: rows.filter((row) => row.n > after.n), head };
  }

  @HandleRequest(ReadPolicySnapshot)
  snapshot(_request: z.output<typeof ReadPolicySnapshot.request>): Answer<typeof ReadPolicySnapshot> {
    return { rows: [], next: null };
  }

  @HandleRequest(IssueRegistryAccess)
  async issue({
    registryId,
    scope,
  }: z.output<typeof IssueRegistryAccess.request>): Promise<z.input<typeof IssueRegistryAccess.reply>> {
    const registry = this.log.registry(registryId);
    if (registry === null) throw new NotFound();
    return this.issuer.sign(registry, accessOf(scope));
  }

  @HandleRequest(ListKnownRepositories)
  async knownRepositories({
    after,
  }: z.output<typeof ListKnownRepositories.request>): Promise<z.input<typeof ListKnownRepositories.reply>> {
    const names = [...(await this.catalog.knownRepositories())].sort();
    return { names: names.filter((name) => name > after) };
  }

  @HandleRequest(BeginReading)
  async begin({
    registryId,
    name,
  }: z.output<typeof BeginReading.request>): Promise<z.input<typeof BeginReading.reply>> {
    const { known, ...begun } = await this.catalog.begin(registryId, name);
    return { ...begun, tags: [...known.values()], next: null };
  }

  @HandleRequest(FindUnknownImages)
  async unknown({
    repositoryId,
    digests,
  }: z.output<typeof FindUnknownImages.request>): Promise<z.input<typeof FindUnknownImages.reply>> {
    return { digests: [...(await this.catalog.unknownImages(repositoryId, digests))] };
  }

  @HandleRequest(ApplyReading)
  async apply(part: z.output<typeof ApplyReading.request>): Promise<z.input<typeof ApplyReading.reply>> {
    return { written: part.tags.length, removed: await this.catalog.apply({ ...part, known: new Map() }, part) };
  }

  @HandleRequest(ReportRegistryRead)
  async reportRead({
    readAt,
    ...reading
  }: z.output<typeof ReportRegistryRead.request>): Promise<z.input<typeof ReportRegistryRead.reply>> {
    await this.catalog.reportRead({ ...reading, readAt: new Date(readAt) });
    return {};
  }

  @HandleRequest(ReportRepositoryMissing)
  async missing(
    request: z.output<typeof ReportRepositoryMissing.request>,
  ): Promise<z.input<typeof ReportRepositoryMissing.reply>> {
    await this.catalog.reportMissing({ ...request, known: new Map() });
    return { removed: false };
  }
}
