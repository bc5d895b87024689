import type { Session, StateChange } from '../control/contract.ts';
import { coloursFor } from './colours.ts';
import { isAnimated, openTaskList } from './open-task-list.ts';

export interface ActionProgressOptions {
  /** Description of the action. */
  title: string;
  json: boolean;
}

/** Shows state changes of a running topology on a terminal; does nothing elsewhere. */
interface ActionProgress {
  begin(): void;
  onChange(change: StateChange): void;
  end(outcome: 'done' | 'failed'): Promise<void>;
}

async function openActionProgress({ title, json }: ActionProgressOptions): Promise<ActionProgress> {
  const stream = process.stderr;
  if (json || !isAnimated(stream, process.env)) return silent;
  const tasks = await openTaskList({ keys: [title], stream, colours: coloursFor('stderr'), animated: true });
  let begun = false;
  return {
    begin() {
      begun = true;
      tasks.begin(title);
    },
    onChange({ name, to }) {
      tasks.begin(title, `${name} ${to}`);
    },
    async end(outcome) {
      if (begun && outcome === 'done') tasks.done(title);
      if (begun && outcome === 'failed') tasks.fail(title);
      await tasks.close();
    },
  };
}

/** Runs an action on a session and shows the states of its parts meanwhile. */
export async function withActionProgress<T>(
  session: Session,
  options: ActionProgressOptions,
  act: () => Promise<T>,
): Promise<T> {
  const progress = await openActionProgress(options);
  const over = new AbortController();
  let outcome: 'done' | 'failed' = 'failed';
  progress.begin();
  const following = followChanges(session, over.signal, progress);
  try {
    const result = await act();
    outcome = 'done';
    return result;
  } finally {
    over.abort();
    await following;
    await progress.end(outcome);
  }
}

/** Never rejects: a failure to show changes must not fail the action. */
async function followChanges(session: Session, signal: AbortSignal, progress: ActionProgress): Promise<void> {
  try {
    for await (const event of session.events({ names: [] }, signal))
      if (event.event === 'change') progress.onChange(event);
  } catch {
    // The action on the session gets the same error and reports it.
  }
}

const silent: ActionProgress = {
  begin: () => undefined,
  onChange: () => undefined,
  end: () => Promise.resolve(),
};
