import { kindOf } from './rules.ts';
import type { Step, StepKind, WaitStep } from './schema.ts';
import { listOf } from './targets.ts';

/** What a step does, for people: its own name, or one made from what it holds. */
export function stepTitle(step: Step): string {
  return step.name ?? titles[kindOf(step)](step);
}

const titles: Record<StepKind, (step: Step) => string> = {
  start: ({ start = [] }) => `start ${names(start)}`,
  stop: ({ stop = [] }) => `stop ${names(stop)}`,
  restart: ({ restart = [] }) => `restart ${names(restart)}`,
  freeze: ({ freeze = [] }) => `freeze ${names(freeze)}`,
  thaw: ({ thaw = [] }) => `thaw ${names(thaw)}`,
  kill: ({ kill }) => `kill ${names(kill?.target ?? [])} (${kill?.signal ?? 'SIGKILL'})`,
  post: ({ post }) =>
    `post ${post?.count ?? (post?.background === true ? 'without end' : 10)} messages${post?.background === true ? ' in the background' : ''}`,
  finishPosts: ({ finishPosts }) => (finishPosts === 'stop' ? 'end the posts' : 'wait for the posts to end'),
  get: ({ get }) => `ask the facade ${get?.times ?? 1} times`,
  show: ({ show }) =>
    show?.what === 'members'
      ? 'show queue and map per member'
      : `show what each instance ${show?.what ?? 'received'}`,
  wait: ({ wait }) => `wait until ${wait === undefined ? 'nothing' : condition(wait)}`,
  repeat: ({ repeat }) => `${repeat?.times ?? 0} times: ${(repeat?.steps ?? []).map(stepTitle).join(', ')}`,
};

function condition(wait: WaitStep): string {
  if (wait.received !== undefined) return `${wait.received} messages are received`;
  if (wait.acknowledged !== undefined) return `${wait.acknowledged} posts are acknowledged`;
  if (wait.members !== undefined) return `${wait.members} members are seen`;
  if (wait.queueSize !== undefined) return `the queue holds ${wait.queueSize} items`;
  return 'the cluster is safe';
}

function names(targets: string | string[]): string {
  return listOf(targets).join(', ');
}
