import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { HEADER_BYTES, sqliteHeaderProblem } from './sqlite-header.js';

function realDatabase(): Buffer {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE a (b); INSERT INTO a VALUES (1)');
  return database.serialize();
}

const file = realDatabase();
const header = file.subarray(0, HEADER_BYTES);
const changed = (at: number, value: number): Buffer => {
  const copy = Buffer.from(header);
  copy.writeUInt8(value, at);
  return copy;
};

describe('header of a database file', () => {
  it('takes what SQLite wrote, and an empty file', () => {
    expect(sqliteHeaderProblem(header, file.length, false)).toBeNull();
    expect(sqliteHeaderProblem(Buffer.alloc(0), 0, false)).toBeNull();
  });

  it.each([
    ['text', Buffer.from('x'.repeat(100)), 5000, 'is not an SQLite database'],
    ['a short file', header.subarray(0, 50), 50, 'is not an SQLite database'],
    ['an impossible page size', changed(16, 3), file.length, 'is a damaged SQLite database'],
    ['an unknown version', changed(18, 9), file.length, 'is a damaged SQLite database'],
    ['other fractions', changed(21, 1), file.length, 'is a damaged SQLite database'],
  ])('refuses %s', (_name, bytes, size, problem) => {
    expect(sqliteHeaderProblem(bytes, size, false)).toBe(problem);
  });

  it('refuses a file that was cut, unless its log may hold the rest', () => {
    expect(sqliteHeaderProblem(header, file.length - 1, false)).toBe('is cut short');
    expect(sqliteHeaderProblem(header, file.length - 1, true)).toBeNull();
  });
});
