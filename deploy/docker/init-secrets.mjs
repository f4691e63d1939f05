// Writes the secrets of an installation into volumes, once: a second start finds them and changes nothing.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [secrets = '/secrets', databaseInit = '/database-init'] = process.argv.slice(2);
const SCHEMAS = ['identity', 'catalog', 'sync'];
const SERVICES = ['gateway', 'token', 'identity', 'catalog', 'sync'];
// `mysql` or `mariadb`: picks the driver, and is checked against the server.
const scheme = process.env.DATABASE_SCHEME ?? 'mysql';
const database = process.env.DATABASE_HOST ?? 'database:3306';
const bus = process.env.NATS_HOST ?? 'nats:4222';

/** A letter first: the bus reads a variable that looks like a number as one. */
const password = () => `k${randomBytes(24).toString('hex')}`;

function write(directory, name, text) {
  const file = join(directory, name);
  writeFileSync(`${file}.new`, text, { mode: 0o644 });
  renameSync(`${file}.new`, file);
}

function writeBus() {
  const passwords = SERVICES.map((user) => [user, password()]);
  const variables = passwords.map(([user, secret]) => `NATS_${user.toUpperCase()}_PASSWORD: "${secret}"\n`).join('');
  write(secrets, 'nats.conf', variables + readFileSync(new URL('nats.conf', import.meta.url), 'utf8'));
  for (const [user, secret] of passwords) write(secrets, `${user}-nats-url`, `nats://${user}:${secret}@${bus}`);
}

function writeDatabases() {
  write(secrets, 'database-root-password', password());
  const statements = SCHEMAS.flatMap((schema) => {
    const secret = password();
    write(secrets, `${schema}-database-url`, `${scheme}://${schema}:${secret}@${database}/${schema}`);
    return [
      `CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4;`,
      `CREATE USER '${schema}'@'%' IDENTIFIED BY '${secret}';`,
      `GRANT ALL PRIVILEGES ON \`${schema}\`.* TO '${schema}'@'%';`,
    ];
  });
  write(databaseInit, '1-schemas.sql', `${statements.join('\n')}\n`);
}

/** The last file that is written: it says that the others are whole. */
const done = 'complete';

if (existsSync(join(secrets, done))) {
  console.log('The secrets are there.');
} else {
  // A key each: identity-service keeps what token-service sealed, and must not be able to open it.
  for (const service of SERVICES) write(secrets, `${service}-secret-key`, randomBytes(32).toString('base64'));
  writeBus();
  writeDatabases();
  write(secrets, done, '');
  console.log('The secrets were made.');
}
