import type { DecisionSummary } from '@spectacles/contracts';
import type { CatalogDatabase } from '../database/catalog-database.js';
import type { StoredView } from './decision-rows.js';

const HOUR_MS = 3_600_000;
const LIST = 50;
const ACCOUNTS = 10;

type Counts = Record<'granted' | 'reduced' | 'refused', number>;

/** What was denied since a moment. */
export async function summaryOf(database: CatalogDatabase, since: number): Promise<DecisionSummary> {
  const hours = await hoursOf(database, since);
  const total = (outcome: keyof Counts): number => hours.reduce((sum, hour) => sum + hour[outcome], 0);
  return {
    since: new Date(since).toISOString(),
    granted: total('granted'),
    reduced: total('reduced'),
    refused: total('refused'),
    hours,
    failedLogins: await failedLogins(database, since),
    newAddresses: await newAddresses(database, since),
  };
}

async function hoursOf(database: CatalogDatabase, since: number): Promise<DecisionSummary['hours']> {
  const rows = await database.read<{ hour: string | number; outcome: keyof Counts; total: string | number }>(
    `SELECT at - (at % ${String(HOUR_MS)}) AS hour, outcome, SUM(count) AS total FROM decisions
      WHERE at >= ? AND kind = 'decision' GROUP BY at - (at % ${String(HOUR_MS)}), outcome ORDER BY hour`,
    [since],
  );
  const hours = new Map<number, Counts>();
  for (const { hour, outcome, total } of rows) {
    const counts = hours.get(Number(hour)) ?? { granted: 0, reduced: 0, refused: 0 };
    counts[outcome] = Number(total);
    hours.set(Number(hour), counts);
  }
  return [...hours].map(([at, counts]) => ({ at: new Date(at).toISOString(), ...counts }));
}

async function failedLogins(database: CatalogDatabase, since: number): Promise<DecisionSummary['failedLogins']> {
  const condition = `at >= ? AND outcome = 'refused' AND part = 0
    AND subject_name <> '' AND view LIKE '%"refusal":"INVALID_CREDENTIALS"%'`;
  const rows = await database.read<{ address: string; total: string | number; latest: string | number }>(
    `SELECT address, SUM(count) AS total, MAX(last_at) AS latest FROM decisions WHERE ${condition}
      GROUP BY address ORDER BY total DESC LIMIT ?`,
    [since, LIST],
  );
  const found: DecisionSummary['failedLogins'] = [];
  for (const { address, total, latest } of rows) {
    const accounts = await database.read<{ subject_name: string }>(
      `SELECT subject_name FROM decisions WHERE ${condition} AND address = ?
        GROUP BY subject_name ORDER BY SUM(count) DESC LIMIT ?`,
      [since, address, ACCOUNTS],
    );
    found.push({
      address,
      count: Number(total),
      accounts: accounts.map((row) => row.subject_name),
      lastAt: new Date(Number(latest)).toISOString(),
    });
  }
  return found;
}

async function newAddresses(database: CatalogDatabase, since: number): Promise<DecisionSummary['newAddresses']> {
  const rows = await database.read<{ view: string }>(
    'SELECT view FROM decisions WHERE at >= ? AND new_address = 1 AND part = 0 ORDER BY at DESC, id DESC LIMIT ?',
    [since, LIST],
  );
  return rows.map(({ view }) => {
    const { credential, subject, address, userAgent, at } = JSON.parse(view) as StoredView;
    return { credential, subject, address, userAgent, at };
  });
}
