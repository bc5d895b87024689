import { restartStep, type Step, type StepKind, type WaitStep } from './step-schema.ts';
import { listOf } from './targets.ts';
import { kindOf } from './placed-steps.ts';

/** What a step does, for people: its own name, or one made from what it holds. */
export function stepTitle(step: Step): string {
  return step.name ?? titles[kindOf(step)](step);
}

const titles: Record<StepKind, (step: Step) => string> = {
  start: ({ start = [] }) => `start ${names(start)}`,
  stop: ({ stop = [] }) => `stop ${names(stop)}`,
  restart: ({ restart = [] }) => `restart ${names(restartStep(restart).target)}`,
  freeze: ({ freeze = [] }) => `freeze ${names(freeze)}`,
  thaw: ({ thaw = [] }) => `thaw ${names(thaw)}`,
  kill: ({ kill }) => `kill ${names(kill?.target ?? [])} (${kill?.signal ?? 'SIGKILL'})`,
  post: ({ post }) => postTitle(post),
  finishPosts: ({ finishPosts }) => (finishPosts === 'stop' ? 'end the posts' : 'wait for the posts to end'),
  get: ({ get }) => `ask the facade ${get === undefined || get.times === 1 ? 'once' : `${get.times} times`}`,
  show: ({ show }) => shows[show?.what ?? 'members'],
  wait: ({ wait }) => `wait until ${wait === undefined ? 'nothing' : condition(wait)}`,
  repeat: ({ repeat }) => `${repeat?.times ?? 0} times: ${(repeat?.steps ?? []).map(stepTitle).join(', ')}`,
};

const shows = {
  members: 'show queue and map per member',
  log: 'show the whole log as each logging-service finds it',
  logged: 'show what each logging-service took',
  received: 'show what each messages-service received',
};

function postTitle(post: Step['post']): string {
  const { count, background = false } = post ?? {};
  if (background && count === undefined) return 'post messages in the background until they are ended';
  return `post ${counted(count ?? 10, 'message')}${background ? ' in the background' : ''}`;
}

function condition(wait: WaitStep): string {
  const { received, acknowledged, members, queueSize } = wait;
  if (received === 'all') return 'all messages are received';
  if (received !== undefined) return `${areCounted(received, 'message')} received`;
  if (acknowledged !== undefined) return `${areCounted(acknowledged, 'post')} acknowledged`;
  if (members !== undefined) return `${areCounted(members, 'member')} seen`;
  if (queueSize === 0) return 'the queue is empty';
  if (queueSize !== undefined) return `the queue holds ${counted(queueSize, 'item')}`;
  return 'the cluster is safe';
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function areCounted(count: number, noun: string): string {
  return `${counted(count, noun)} ${count === 1 ? 'is' : 'are'}`;
}

function names(targets: string | string[]): string {
  return listOf(targets).join(', ');
}
