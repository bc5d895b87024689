import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { statusAnswer } from '../../../src/control/messages.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'distq.js');

export const session = 'e2e';

/** The built program in a working directory of its own, as a user runs it. */
export class Distq {
  readonly directory: string;
  readonly #env: Record<string, string>;

  private constructor(directory: string, env: Record<string, string>) {
    this.directory = directory;
    this.#env = env;
  }

  static async inNewDirectory(env: Record<string, string> = {}, prefix = 'distq-e2e-'): Promise<Distq> {
    return new Distq(await mkdtemp(join(tmpdir(), prefix)), env);
  }

  run(args: string[], env: Record<string, string> = {}) {
    return execa(process.execPath, [program, ...args], {
      cwd: this.directory,
      reject: false,
      stdin: 'ignore',
      timeout: 120_000,
      env: { NO_COLOR: '1', DISTQ_SESSION: session, ...this.#env, ...env },
    });
  }

  /** Standard output of a command that must succeed, checked against what is expected of it. */
  async json<T>(args: string[], schema: z.ZodType<T>): Promise<T> {
    const { exitCode, stdout, stderr } = await this.run([...args, '--json']);
    if (exitCode !== 0)
      throw new Error(`distq ${args.join(' ')} ended with ${exitCode ?? 'no code'}\n${stdout}\n${stderr}`);
    return schema.parse(JSON.parse(stdout));
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.directory, file), text);
  }

  /** Runs scenarios. Progress goes to standard error, so that standard output is a document and nothing else. */
  async runScenarios(...args: string[]): Promise<{ exitCode: number | undefined; document: unknown }> {
    const { exitCode, stdout } = await this.run(['scenario', 'run', ...args, '--json']);
    return { exitCode, document: JSON.parse(stdout) };
  }

  status() {
    return this.json(['status'], statusAnswer);
  }

  /** Ends whatever runs, and removes the directory. */
  async dispose(): Promise<void> {
    await this.run(['down']);
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

const messages = z.object({ instance: z.string(), messages: z.array(z.string()) });

export const postDocument = z.object({
  schemaVersion: z.literal(2),
  attempted: z.number(),
  acknowledged: z.number(),
  refused: z.number(),
  indeterminate: z.number(),
});

export const getDocument = z.object({
  schemaVersion: z.literal(2),
  answers: z.array(z.object({ logging: messages, messages })),
});

export const errorDocument = z.object({
  schemaVersion: z.literal(2),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }),
});
