import { messageOf } from '../../foundation/errors/errors.ts';
import type { PageChange } from '../wire/apply-change.ts';
import type { PostCounts } from '../wire/page-state.ts';
import { LineBatch } from './line-batch.ts';
import { repeat } from './repeat.ts';
import { stateEvent } from './state-event.ts';
import { SystemWatch } from './system-watch.ts';
import type { WatchedLab } from './watched-lab.ts';

export interface Watching {
  lab: WatchedLab;
  /** What the page posted until now. */
  posts: () => PostCounts;
  report: (change: PageChange) => void;
  /** Aborting it ends the watching. */
  signal: AbortSignal;
}

const ownerEveryMs = 200;
const lookEveryMs = 500;
const safetyEveryMs = 1_000;
const tailLines = 20;

/** Reports what happens in the lab until `signal` aborts. */
export function watchSession(watching: Watching): void {
  const { lab, posts, report, signal } = watching;
  const watch = new SystemWatch(lab, posts, (change) => {
    // A look that began before may end after.
    if (!signal.aborted) report(change);
  });
  let hurry = (): void => undefined;
  const onHurry = (end: () => void): void => {
    hurry = end;
  };
  const all = [
    repeat(() => watch.lookAtSystem(), { everyMs: lookEveryMs, signal, onHurry }),
    repeat(() => watch.count(signal), { everyMs: lookEveryMs, signal }),
    repeat(() => watch.lookAtSafety(), { everyMs: safetyEveryMs, signal }),
    repeat(
      () => {
        watch.lookAtOwner();
      },
      { everyMs: ownerEveryMs, signal },
    ),
    followStates(watching, () => {
      hurry();
    }),
    followLines(watching),
  ];
  for (const one of all)
    // The lab must not fail for its page.
    one.catch((error: unknown) => {
      const text = `no longer watched: ${messageOf(error)}`;
      const at = new Date().toISOString();
      if (!signal.aborted)
        report({ kind: 'event', event: { at, name: null, text, kind: 'failure', fault: null } });
    });
}

async function followStates({ lab, report, signal }: Watching, onChange: () => void): Promise<void> {
  for await (const event of lab.session().events({ names: [] }, signal)) {
    if (event.event === 'end') report({ kind: 'ended' });
    if (event.event !== 'change') continue;
    report({ kind: 'state', name: event.name, state: event.to, pid: event.pid });
    report({ kind: 'event', event: stateEvent(event) });
    onChange();
  }
}

async function followLines({ lab, report, signal }: Watching): Promise<void> {
  const batch = new LineBatch((lines) => {
    report({ kind: 'lines', lines });
  });
  for await (const line of lab.session().logs({ names: [], tail: tailLines, follow: true }, signal))
    batch.add(line);
}
