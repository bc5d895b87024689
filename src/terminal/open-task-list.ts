import type { TaskList, TaskListOptions } from './task-list.ts';

/** Narrower, or 0 as a terminal says that does not know, what is drawn would have a row for each letter. */
const fewestColumns = 20;

/** Whether a stream may be drawn on: a terminal of some width, and not the log of a build. */
export function isAnimated(stream: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv): boolean {
  const ci = env['CI'];
  // listr2 takes the width of standard output, wherever it draws.
  const isWide = [stream, process.stdout].every(({ columns = fewestColumns }) => columns >= fewestColumns);
  return (
    isWide &&
    stream.isTTY === true &&
    (ci === undefined || ci === '' || ci === 'false') &&
    env['TERM'] !== 'dumb'
  );
}

/** Opens the list, drawn by listr2 on a terminal and written as plain lines elsewhere. */
export async function openTaskList(options: TaskListOptions): Promise<TaskList> {
  if (!options.animated) return openPlainTaskList(options);
  const { openAnimatedTaskList } = await import('./animated-task-list.ts');
  return openAnimatedTaskList(options);
}

function openPlainTaskList({ stream, colours }: TaskListOptions): TaskList {
  const startedMs = new Map<string, number>();
  const write = (mark: string, key: string, note: string | undefined): void => {
    stream.write(`${mark} ${key}${note === undefined ? '' : `: ${note}`}\n`);
  };
  const took = (key: string): string => {
    const since = startedMs.get(key);
    return since === undefined ? '' : colours.dim(` (${((performance.now() - since) / 1000).toFixed(1)} s)`);
  };
  return {
    begin(key, note) {
      if (!startedMs.has(key)) startedMs.set(key, performance.now());
      write('-', key, note ?? 'starting');
    },
    done(key, note) {
      write(colours.green('✔'), key, `${note ?? 'done'}${took(key)}`);
    },
    fail(key, note) {
      write(colours.red('✖'), key, `${note ?? 'failed'}${took(key)}`);
    },
    close: () => Promise.resolve(),
  };
}
