import { requireProgram, type RunningMariaDb, startMariaDb, TemporaryDirectory } from '@spectacles/testing';

/** The kinds of database that suites run over on this machine. */
export const databaseKinds = (['SQLite', 'MariaDB'] as const).filter(
  (kind) => kind === 'SQLite' || requireProgram('mariadbd', 'mariadb', 'mariadb-install-db'),
);

/** Makes empty databases, as many as a suite asks for. */
export class DatabaseMaker {
  readonly #directory = new TemporaryDirectory();
  #made = 0;

  private constructor(private readonly server: RunningMariaDb | null) {}

  static async start(kind: (typeof databaseKinds)[number]): Promise<DatabaseMaker> {
    return new DatabaseMaker(kind === 'MariaDB' ? await startMariaDb() : null);
  }

  /** The address of an empty database. */
  make(): string {
    this.#made += 1;
    const name = `identity${String(this.#made)}`;
    return this.server === null ? `sqlite:${this.#directory.join(name)}.db` : this.server.url(name);
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    this.#directory.remove();
  }
}
