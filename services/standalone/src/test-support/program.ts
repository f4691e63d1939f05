import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts, TemporaryDirectory, TestProcess, waitFor } from '@spectacles/testing';

/** The built program: these suites are about what an operator runs. */
const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface FailedStart {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A place of its own for one test: data directory, ports, and nothing of the suite's environment. */
export class Place {
  private readonly directory = new TemporaryDirectory('spectacles-standalone-');
  private readonly programs: TestProcess[] = [];

  private constructor(
    readonly port: number,
    readonly managementPort: number,
  ) {}

  static async make(): Promise<Place> {
    const [port, managementPort] = (await freePorts(2)) as [number, number];
    return new Place(port, managementPort);
  }

  get data(): string {
    return this.join('data');
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  join(...parts: string[]): string {
    return this.directory.join(...parts);
  }

  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return {
      PORT: String(this.port),
      MANAGEMENT_PORT: String(this.managementPort),
      DATA_DIR: this.data,
      LOG_LEVEL: 'warn',
      ...more,
    };
  }

  /** Starts, and waits for nothing. */
  begin(more: NodeJS.ProcessEnv = {}): TestProcess {
    const program = TestProcess.start(process.execPath, { args: [PROGRAM], env: this.env(more), name: 'standalone' });
    this.programs.push(program);
    return program;
  }

  /** Starts and waits until everything answers. */
  async start(more: NodeJS.ProcessEnv = {}): Promise<TestProcess> {
    const program = this.begin(more);
    await waitFor(() => program.exited !== null || program.log.includes('READY '), {
      what: 'the READY line',
      deadlineMs: 30_000,
    });
    program.assertRunning();
    return program;
  }

  /** Starts what is expected to refuse. */
  refuse(more: NodeJS.ProcessEnv = {}): Promise<FailedStart> {
    return new Promise((resolve) => {
      execFile(process.execPath, [PROGRAM], { env: this.env(more), timeout: 20_000 }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
      });
    });
  }

  async remove(): Promise<void> {
    for (const program of this.programs) await program.stop('SIGKILL');
    this.directory.remove();
  }
}

/** Every entry below a path with its mode and contents; null where there is nothing. */
export function fingerprint(path: string): Readonly<Record<string, string>> | null {
  if (!existsSync(path)) return null;
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const { mode, mtimeMs } = statSync(file);
      const contents = entry.isFile() ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'directory';
      return [file, `${mode.toString(8)} ${String(mtimeMs)} ${contents}`];
    }),
  );
}
