import type { TaskList, TaskListOptions } from './task-list.ts';

/** On a narrower terminal (0 if it does not report its width) each letter would get its own row. */
const fewestColumns = 20;

/** Whether a stream can be redrawn: a terminal wide enough, and not a CI log. */
export function isAnimated(stream: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv): boolean {
  const ci = env['CI'];
  // listr2 uses the width of standard output even when it draws on standard error.
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
