import type { SessionFiles } from '../../control/session-files.ts';
import { removeSessionRecord, writeSessionRecord, type SessionRecord } from '../../control/session-record.ts';
import { writePartNames } from '../../control/write-part-names.ts';
import type { NamedPart } from '../../protocol/named-part.ts';
import { identifyProcess, identifySelf } from '../../foundation/processes/process-identity.ts';
import type { RunningProcess } from '../../foundation/processes/process.ts';
import { spawnProcess } from '../../foundation/processes/spawn-process.ts';
import { Sequence } from '../../foundation/async/sequence.ts';
import type { ProcessPlan, Start } from '../process/process-plan.ts';
import { selfCommand } from '../process/self-command.ts';
import type { WatchdogOrder } from '../process/watchdog.ts';
import { schemaVersion } from '../../protocol/schema-version.ts';

/**
 * Notes every process in the session record and with the watchdog, so that none keeps running if the supervisor is
 * killed.
 */
export class Bookkeeping {
  readonly record: SessionRecord;
  readonly #file: string;
  readonly #watch: (pid: number) => void;
  readonly #endWatchdog: () => Promise<void>;
  readonly #writes = new Sequence();

  private constructor(
    record: SessionRecord,
    file: string,
    watchdog: { watch: (pid: number) => void; end: () => Promise<void> },
  ) {
    this.record = record;
    this.#file = file;
    this.#watch = watchdog.watch;
    this.#endWatchdog = watchdog.end;
  }

  static async begin(
    files: SessionFiles,
    about: Pick<SessionRecord, 'topology' | 'socket' | 'project'>,
    parts: readonly NamedPart[],
  ): Promise<Bookkeeping> {
    const record: SessionRecord = {
      schemaVersion,
      session: files.session,
      ...about,
      supervisor: await identifySelf(),
      processes: [],
    };
    const bookkeeping = new Bookkeeping(record, files.record, await startWatchdog(about.project));
    try {
      await writePartNames(files.names, parts);
      await bookkeeping.#write();
      return bookkeeping;
    } catch (error) {
      await bookkeeping.end();
      throw error;
    }
  }

  /** A container is not noted itself: the record names its project. */
  async launched(
    { name, program, port }: ProcessPlan,
    { token }: Start,
    { pid, container }: RunningProcess,
  ): Promise<void> {
    if (container !== undefined) return;
    this.#watch(pid);
    const identity = await identifyProcess(pid);
    if (identity === undefined) return;
    this.record.processes = [
      ...this.record.processes.filter((other) => other.name !== name),
      { name, ...identity, start: { program, port, token } },
    ];
    await this.#write();
  }

  async end(): Promise<void> {
    try {
      await this.#writes.run(() => removeSessionRecord(this.#file));
    } finally {
      await this.#endWatchdog();
    }
  }

  #write(): Promise<void> {
    return this.#writes.run(() => writeSessionRecord(this.#file, this.record));
  }
}

async function startWatchdog(
  project: string | undefined,
): Promise<{ watch: (pid: number) => void; end: () => Promise<void> }> {
  const watchdog = await spawnProcess(selfCommand(['serve', 'watchdog']), { stdin: 'pipe' });
  const order = (content: WatchdogOrder): void => {
    watchdog.stdin?.write(`${JSON.stringify(content)}\n`);
  };
  if (project !== undefined) order({ project });
  return {
    watch: (pid) => {
      order({ watch: pid });
    },
    end: async () => {
      watchdog.stdin?.end();
      await watchdog.exited;
    },
  };
}
