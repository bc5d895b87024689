import {
  DefaultRenderer,
  Listr,
  ListrLogger,
  ProcessOutput,
  type ListrDefaultRendererLogLevels,
  type ListrTask,
} from 'listr2';
import type { TaskList, TaskListOptions } from './task-list.ts';

/** listr2 checks whether standard output is a terminal, but we draw on standard error. */
class StderrRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

interface Row {
  task: ListrTask<unknown, typeof StderrRenderer>;
  show(note: string | undefined): void;
  end(outcome: 'done' | 'failed' | 'unfinished'): void;
}

/** The task list as listr2 draws it: a spinner for each task until it is done or failed. */
export function openAnimatedTaskList({ keys, stream }: TaskListOptions): TaskList {
  const rows = new Map(keys.map((key) => [key, createRow(key)]));
  const list = new Listr(
    [...rows.values()].map(({ task }) => task),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      renderer: StderrRenderer,
      rendererOptions: {
        logger: new ListrLogger<ListrDefaultRendererLogLevels>({
          useIcons: true,
          toStderr: [],
          processOutput: new ProcessOutput(stream, stream),
        }),
        showErrorMessage: false,
        collapseErrors: false,
      },
    },
  );
  // Drawn from the first change on: a start that fails before shows no list.
  let drawn: Promise<unknown> | undefined;
  const rowOf = (key: string): Row => {
    drawn ??= list.run();
    const existing = rows.get(key);
    if (existing !== undefined) return existing;
    const row = createRow(key);
    rows.set(key, row);
    list.add(row.task);
    return row;
  };
  const settle = (key: string, note: string | undefined, outcome: 'done' | 'failed'): void => {
    rowOf(key).show(note);
    rowOf(key).end(outcome);
  };
  return {
    begin(key, note) {
      rowOf(key).show(note);
    },
    done(key, note) {
      settle(key, note, 'done');
    },
    fail(key, note) {
      settle(key, note, 'failed');
    },
    async close() {
      for (const row of rows.values()) row.end('unfinished');
      await drawn;
    },
  };
}

function createRow(key: string): Row {
  let title = key;
  let retitle: (text: string) => void = () => undefined;
  let settle: (outcome: 'done' | 'failed' | 'unfinished') => void = () => undefined;
  const outcome = new Promise<'done' | 'failed' | 'unfinished'>((resolve) => {
    settle = resolve;
  });
  return {
    task: {
      title,
      task: async (_context, wrapper) => {
        retitle = (text) => {
          wrapper.title = text;
        };
        retitle(title);
        const ended = await outcome;
        if (ended === 'failed') throw new Error(title);
        if (ended === 'unfinished') wrapper.skip();
      },
    },
    show(note) {
      title = note === undefined ? key : `${key}: ${note}`;
      retitle(title);
    },
    end: settle,
  };
}
