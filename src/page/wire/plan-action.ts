import { posixWord } from '../../foundation/text/quote-for-posix.ts';
import { planRunAction, type RunAction, type RunRequest } from './plan-run.ts';
import type { Planned } from './planned.ts';

/** What can be done on the page. */
export type PageAction =
  | PostAction
  | RunAction
  /** Posts until `stop-load`, until nobody looks any more, or until a run holds the session. */
  | { action: 'load'; ratePerSecond: number }
  | { action: 'stop-load' | 'get' | 'kill-owner' }
  /** No name: the owner of the queue, or every member. */
  | { action: 'isolate' | 'heal'; name?: string | undefined }
  | { action: ProcessAction; name: string };

export interface PostAction {
  action: 'post';
  count: number;
  text?: string | undefined;
  ratePerSecond?: number | undefined;
}

export const processActions = ['start', 'stop', 'restart', 'kill', 'freeze', 'thaw'] as const;
export type ProcessAction = (typeof processActions)[number];

/** Messages to post. With a text, several are TEXT1, TEXT2, …; without, msg1, msg2, … */
export interface PostRequest {
  count: number;
  text: string | undefined;
  ratePerSecond: number | undefined;
  /** Maximum number of messages in flight. */
  concurrency: number;
}

/** What an action asks of the session: the requests that the commands make too. */
export type ActionRequest =
  | RunRequest
  | { ask: 'post' | 'load'; posts: PostRequest }
  | { ask: 'stop-load' | 'get' | 'kill-node' }
  | { ask: 'isolate' | 'heal'; names: string[] }
  | { ask: 'start' | 'stop' | 'restart'; names: string[] }
  | { ask: 'kill'; names: string[]; signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' };

export type PlannedAction = Planned<ActionRequest>;

/** "Until stopped" needs a bound, for a page that nobody stops. */
const mostLoadMessages = 1_000_000;
/** One after another, a slow answer would keep the rate from being reached. */
const loadConcurrency = 16;

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
    case 'load':
      return planLoad(action.ratePerSecond);
    case 'stop-load':
      return { request: { ask: 'stop-load' }, words: null, key: 'Ctrl-C', destructive: false };
    case 'get':
      return { request: { ask: 'get' }, words: ['get'], destructive: false };
    case 'kill-owner':
      return { request: { ask: 'kill-node' }, words: ['kill-node'], destructive: true };
    case 'isolate':
    case 'heal': {
      const names = action.name === undefined ? [] : [action.name];
      return {
        request: { ask: action.action, names },
        words: [action.action, ...names],
        destructive: action.action === 'isolate',
      };
    }
    case 'run':
    case 'next':
    case 'stop-run':
    case 'dismiss-run':
      return planRunAction(action);
    default:
      return onProcess[action.action](action.name);
  }
}

/** The command, or the key, that does the same, as it is typed in the lab's directory; empty: there is none. */
export function commandOf(action: PageAction, session: string): string {
  const { words, key = '', isOfSession = true } = planAction(action);
  if (words === null) return key;
  return commandLine(words, isOfSession ? session : 'default');
}

/** The command that shows the way of a message. */
export function traceCommand(message: string, session: string): string {
  return commandLine(['trace', ...(message.startsWith('-') ? ['--', message] : [message])], session);
}

function commandLine(words: readonly string[], session: string): string {
  const named = session === 'default' ? [] : ['--session', session];
  // What follows `--` is no flag.
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  return ['distq', ...words.slice(0, end), ...named, ...words.slice(end)].map(posixWord).join(' ');
}

function planPost({ count, text, ratePerSecond }: PostAction): PlannedAction {
  const rate = ratePerSecond === undefined ? [] : ['--rate', String(ratePerSecond)];
  const words =
    text !== undefined && count === 1
      ? ['post', ...rate, ...(text.startsWith('-') ? ['--', text] : [text])]
      : ['post', '--count', String(count), ...(text === undefined ? [] : [`--prefix=${text}`]), ...rate];
  const posts = { count, text, ratePerSecond, concurrency: 1 };
  return { request: { ask: 'post', posts }, words, destructive: false };
}

function planLoad(ratePerSecond: number): PlannedAction {
  const posts = { count: mostLoadMessages, text: 'load', ratePerSecond, concurrency: loadConcurrency };
  const count = ['--count', String(mostLoadMessages), '--prefix', 'load'];
  const pace = ['--rate', String(ratePerSecond), '--concurrency', String(loadConcurrency)];
  return { request: { ask: 'load', posts }, words: ['post', ...count, ...pace], destructive: false };
}
