import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { atExit } from './at-exit.js';

export interface ProcessOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** The name in messages; the command otherwise. */
  readonly name?: string;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program that a test started: in a process group of its own, its output kept, ended by its group. */
export class TestProcess {
  private output = '';
  private ended: ProcessExit | null = null;
  private readonly exit: Promise<ProcessExit>;
  /** The program itself is gone; what it left behind may still hold its output open. */
  private readonly gone: Promise<void>;
  private readonly callOff: () => void;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    const keep = (chunk: Buffer) => {
      this.output += chunk.toString('utf8');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.gone = new Promise((resolve) => {
      child.once('exit', () => {
        resolve();
      });
    });
    this.exit = new Promise((resolve) => {
      child.once('error', (error) => {
        this.output += `${error.message}\n`;
        this.finish({ code: null, signal: null }, resolve);
      });
      child.once('close', (code, signal) => {
        this.finish({ code, signal }, resolve);
      });
    });
    this.callOff = atExit(() => {
      this.signalGroup('SIGKILL');
    });
  }

  static start(command: string, options: ProcessOptions = {}): TestProcess {
    const child = spawn(command, options.args ?? [], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: options.env ?? process.env,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    return new TestProcess(options.name ?? command, child);
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} did not start: ${this.logTail()}`);
    return this.child.pid;
  }

  /** How it ended, or null while it runs. */
  get exited(): ProcessExit | null {
    return this.ended;
  }

  /** Everything it wrote to stdout and stderr so far. */
  get log(): string {
    return this.output;
  }

  logTail(lines = 8): string {
    return this.output.trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Refuses with the end of the log once the process is gone: call it inside the condition of a `waitFor`. */
  assertRunning(): void {
    if (this.ended !== null) throw new Error(`${this.name} ended (${JSON.stringify(this.ended)}): ${this.logTail()}`);
  }

  /** One signal to the program alone, as an operator sends it. */
  signal(signal: NodeJS.Signals): void {
    if (this.ended === null) process.kill(this.pid, signal);
  }

  /** Whether anything of its group is left, the program itself or what it started. */
  get groupAlive(): boolean {
    try {
      return process.kill(-this.pid, 0);
    } catch {
      return false;
    }
  }

  waitForExit(): Promise<ProcessExit> {
    return this.exit;
  }

  /** A signal to the program, then, after the grace, SIGKILL to whatever is left of its group. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', graceMs = 10_000): Promise<ProcessExit> {
    if (this.ended === null && this.child.pid !== undefined) {
      this.signal(signal);
      const timer = setTimeout(() => {
        this.signalGroup('SIGKILL');
      }, graceMs);
      await this.gone;
      clearTimeout(timer);
    }
    this.signalGroup('SIGKILL');
    return this.exit;
  }

  private finish(exit: ProcessExit, resolve: (exit: ProcessExit) => void): void {
    this.ended = exit;
    this.callOff();
    resolve(exit);
  }

  private signalGroup(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // ESRCH: nothing of the group is left.
    }
  }
}
