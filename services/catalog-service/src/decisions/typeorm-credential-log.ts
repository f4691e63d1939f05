import type { CredentialUse, DecisionRecord, SeenRefreshToken } from '@spectacles/contracts';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { chunksOf, oneOf } from '../database/sql.js';

interface Use {
  readonly credentialId: string;
  readonly address: string;
  readonly firstAt: number;
  use: CredentialUse;
}

/** What was written down of a use before. */
interface KnownUse {
  readonly firstAt: number;
  readonly lastAt: number;
  readonly repository: string | null;
}

interface KnownUseRow {
  readonly credential_id: string;
  readonly address: string;
  readonly first_at: string | number;
  readonly last_at: string | number;
  readonly repository: string | null;
}

const CHUNK = 500;
const keyOf = (credentialId: string, address: string): string => `${credentialId} ${address}`;

/** The credential that was used; a password is known by its user. Nobody used one that was refused. */
function usedCredential({ outcome, credential, subject }: DecisionRecord): string | null {
  if (outcome === 'refused') return null;
  return credential.id ?? (credential.kind === 'password' ? subject.id : null);
}

function useOf(record: DecisionRecord): CredentialUse {
  const repository = record.scopes.findLast(({ type }) => type === 'repository')?.name ?? null;
  return { at: record.at, address: record.address, userAgent: record.userAgent, repository };
}

/** Writes down what decisions tell of credentials and refresh tokens, inside the transaction that takes them. */
export class CredentialLog {
  constructor(private readonly manager: EntityManager) {}

  /** Answers the ids of the decisions whose credential was used before, but never from their address. */
  async record(records: readonly DecisionRecord[]): Promise<ReadonlySet<string>> {
    const known = await this.knownUses(records);
    const used = await this.usedBefore(records);
    const changed = new Map<string, Use>();
    const fresh = new Set<string>();
    for (const record of records) {
      const credentialId = usedCredential(record);
      if (credentialId === null) continue;
      const key = keyOf(credentialId, record.address);
      const before = changed.get(key);
      // Its very first use is from somewhere, too: that is no news.
      if (before === undefined && !known.has(key) && used.has(credentialId)) fresh.add(record.id);
      used.add(credentialId);
      // Another server told of a later use already.
      if ((known.get(key)?.lastAt ?? 0) > Date.parse(record.at)) continue;
      const use = useOf(record);
      changed.set(key, {
        credentialId,
        address: record.address,
        firstAt: known.get(key)?.firstAt ?? before?.firstAt ?? Date.parse(record.at),
        // A login without a repository does not hide what was asked for last.
        use: { ...use, repository: use.repository ?? before?.use.repository ?? known.get(key)?.repository ?? null },
      });
    }
    await this.writeUses([...changed.values()]);
    await this.recordRefreshTokens(records);
    return fresh;
  }

  /** The credentials that were used before, from wherever. */
  private async usedBefore(records: readonly DecisionRecord[]): Promise<Set<string>> {
    const ids = [...new Set(records.map(usedCredential).filter((id) => id !== null))];
    const used = new Set<string>();
    for (const chunk of chunksOf(ids, CHUNK)) {
      const { sql, values } = oneOf('credential_id', chunk);
      const rows: { credential_id: string }[] = await this.manager.query(
        `SELECT DISTINCT credential_id FROM credential_uses WHERE ${sql}`,
        [...values],
      );
      for (const row of rows) used.add(row.credential_id);
    }
    return used;
  }

  private async knownUses(records: readonly DecisionRecord[]): Promise<ReadonlyMap<string, KnownUse>> {
    const ids = [...new Set(records.map(usedCredential).filter((id) => id !== null))];
    const addresses = [...new Set(records.map(({ address }) => address))];
    const known = new Map<string, KnownUse>();
    for (const idChunk of chunksOf(ids, CHUNK)) {
      for (const addressChunk of chunksOf(addresses, CHUNK)) {
        const [byId, byAddress] = [oneOf('credential_id', idChunk), oneOf('address', addressChunk)];
        const rows: KnownUseRow[] = await this.manager.query(
          `SELECT credential_id, address, first_at, last_at, repository FROM credential_uses WHERE ${byId.sql} AND ${byAddress.sql}`,
          [...byId.values, ...byAddress.values],
        );
        for (const row of rows) {
          const times = { firstAt: Number(row.first_at), lastAt: Number(row.last_at) };
          const use = { ...times, repository: row.repository };
          known.set(keyOf(row.credential_id, row.address), use);
        }
      }
    }
    return known;
  }

  private async writeUses(uses: readonly Use[]): Promise<void> {
    await insertRows(this.manager, {
      table: 'credential_uses',
      columns: ['credential_id', 'address', 'first_at', 'last_at', 'user_agent', 'repository'],
      keys: ['credential_id', 'address'],
      update: ['last_at', 'user_agent', 'repository'],
      rows: uses.map(({ credentialId, address, firstAt, use }) => [
        credentialId,
        address,
        firstAt,
        Date.parse(use.at),
        use.userAgent,
        use.repository,
      ]),
    });
  }

  private async recordRefreshTokens(records: readonly DecisionRecord[]): Promise<void> {
    const used = records.filter(({ refreshTokenId, outcome }) => refreshTokenId !== null && outcome !== 'refused');
    const seen = await this.knownRefreshTokens(used);
    for (const record of used) {
      const id = record.refreshTokenId;
      if (id !== null) seen.set(id, seenAfter(id, seen.get(id), record));
    }
    await insertRows(this.manager, {
      table: 'seen_refresh_tokens',
      columns: ['id', 'subject_id', 'issued_at', 'last_at', 'seen'],
      keys: ['id'],
      update: ['issued_at', 'last_at', 'seen'],
      rows: [...seen.values()].map((token) => [
        token.id,
        token.subject.id,
        token.issuedAt === null ? null : Date.parse(token.issuedAt),
        Date.parse(token.lastUse.at),
        JSON.stringify(token),
      ]),
    });
  }

  private async knownRefreshTokens(records: readonly DecisionRecord[]): Promise<Map<string, SeenRefreshToken>> {
    const ids = [...new Set(records.map(({ refreshTokenId }) => refreshTokenId).filter((id) => id !== null))];
    const known = new Map<string, SeenRefreshToken>();
    for (const chunk of chunksOf(ids, CHUNK)) {
      const { sql, values } = oneOf('id', chunk);
      const rows: { id: string; seen: string }[] = await this.manager.query(
        `SELECT id, seen FROM seen_refresh_tokens WHERE ${sql}`,
        [...values],
      );
      for (const row of rows) known.set(row.id, JSON.parse(row.seen) as SeenRefreshToken);
    }
    return known;
  }
}

/** The decision that handed it out knows best with what it was made; servers may tell of its use before. */
function seenAfter(id: string, before: SeenRefreshToken | undefined, record: DecisionRecord): SeenRefreshToken {
  const { subject, credential, service } = record;
  const isIssue = record.refreshTokenIssued;
  const use = useOf(record);
  const isLater = before === undefined || before.lastUse.at <= record.at;
  return {
    id,
    subject,
    service,
    credential: isIssue ? credential : (before?.credential ?? credential),
    issuedAt: isIssue ? record.at : (before?.issuedAt ?? null),
    lastUse: isLater ? { ...use, repository: use.repository ?? before?.lastUse.repository ?? null } : before.lastUse,
  };
}
