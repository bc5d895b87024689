import { posixWord } from '../../foundation/text/quote-for-posix.ts';

/** What can be done on the page. */
export type PageAction =
  | { action: 'post'; count: number; text?: string | undefined }
  | { action: 'kill-owner' }
  | { action: ProcessAction; name: string };

export const processActions = ['start', 'stop', 'restart', 'kill', 'freeze', 'thaw'] as const;
export type ProcessAction = (typeof processActions)[number];

/** What an action asks of the session: the requests that the commands make too. */
export type ActionRequest =
  | { ask: 'post'; count: number; text: string | undefined }
  | { ask: 'kill-node' }
  | { ask: 'start' | 'stop' | 'restart'; names: string[] }
  | { ask: 'kill'; names: string[]; signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' };

export interface PlannedAction {
  request: ActionRequest;
  /** The words of the command that does the same. */
  words: string[];
  /** It ends a process or data may be lost: the page asks once. */
  destructive: boolean;
}

/** Each action, as a request to the session and as a command. */
const onProcess: Record<ProcessAction, (name: string) => PlannedAction> = {
  start: (name) => ({ request: { ask: 'start', names: [name] }, words: ['start', name], destructive: false }),
  stop: (name) => ({ request: { ask: 'stop', names: [name] }, words: ['stop', name], destructive: true }),
  restart: (name) => ({
    request: { ask: 'restart', names: [name] },
    words: ['restart', name],
    destructive: true,
  }),
  kill: (name) => ({
    request: { ask: 'kill', names: [name], signal: 'SIGKILL' },
    words: ['kill', name],
    destructive: true,
  }),
  freeze: (name) => ({
    request: { ask: 'kill', names: [name], signal: 'SIGSTOP' },
    words: ['kill', name, '--signal', 'SIGSTOP'],
    destructive: true,
  }),
  thaw: (name) => ({
    request: { ask: 'kill', names: [name], signal: 'SIGCONT' },
    words: ['kill', name, '--signal', 'SIGCONT'],
    destructive: false,
  }),
};

export function planAction(action: PageAction): PlannedAction {
  switch (action.action) {
    case 'post':
      return planPost(action);
    case 'kill-owner':
      return { request: { ask: 'kill-node' }, words: ['kill-node'], destructive: true };
    default:
      return onProcess[action.action](action.name);
  }
}

/** The command that does the same, as it is typed in the lab's directory. */
export function commandOf(action: PageAction, session: string): string {
  const { words } = planAction(action);
  const named = session === 'default' ? [] : ['--session', session];
  return ['distq', ...words, ...named].map(posixWord).join(' ');
}

function planPost({ count, text }: { count: number; text?: string | undefined }): PlannedAction {
  const words = text === undefined ? ['post', '--count', String(count)] : ['post', text];
  return { request: { ask: 'post', count, text }, words, destructive: false };
}
