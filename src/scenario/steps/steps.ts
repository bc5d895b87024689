import type { SessionStatus } from '../../control/contract.ts';
import { requestMergedAnswer } from '../../system/distq/request-merged-answer.ts';
import type { MergedAnswer } from '../../system/distq/read-merged-answer.ts';
import type { PostSummary } from '../../posting/post-messages.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { freezeTargets, thaw } from './freeze-targets.ts';
import { runningOf } from '../../system/distq/instances.ts';
import { killTargets } from './kill-targets.ts';
import { restartTargets } from './restart-targets.ts';
import type { RunContext } from './run-context.ts';
import { showLog, showMembers, showReceived } from './show.ts';
import { restartStep, type Step, type StepKind } from './step-schema.ts';
import { resolveAll } from './targets.ts';
import { waitUntil } from './wait-until.ts';
import type { Check } from './check.ts';
import type { RecordedFault } from './recorded-fault.ts';
import type { Shown } from './shown.ts';
import { kindOf } from './placed-steps.ts';

const answerTimeoutMs = 10_000;

type StepRunner = (context: RunContext, step: Step) => Promise<Shown[]>;

/** Does one step. @returns what is to be shown of it. */
export function runStep(context: RunContext, step: Step): Promise<Shown[]> {
  return runners[kindOf(step)](context, step);
}

const runners: Record<StepKind, StepRunner> = {
  start: (context, step) => act(context, step.start, 'started', (names) => context.session.start(names)),
  stop: (context, step) => act(context, step.stop, 'stopped', (names) => context.session.stop(names)),
  thaw: (context, step) => act(context, step.thaw, 'thawed', (names) => thaw(context, names)),
  freeze: async (context, { freeze = [] }) => {
    const faults = await freezeTargets(context, freeze);
    return faults.map((fault) => text(describeFault(fault)));
  },
  restart: async (context, { restart }) => {
    const faults = restart === undefined ? [] : await restartTargets(context, restartStep(restart));
    return faults.map((fault) => text(describeFault(fault)));
  },
  kill: async (context, { kill }) => {
    const faults = kill === undefined ? [] : await killTargets(context, kill);
    return faults.map((fault) => text(describeFault(fault)));
  },
  post: async (context, { post }) => {
    const summary = post && (await context.posts.post(post));
    return summary === undefined ? [] : [text(describePosts(summary))];
  },
  finishPosts: async (context, { finishPosts = 'wait' }) => {
    const summary = await context.posts.finish(finishPosts);
    return summary === undefined ? [] : [text(describePosts(summary))];
  },
  get: async (context, { get }) => (get === undefined ? [] : [await getAnswers(context, get)]),
  show: async (context, { show }) => {
    if (show === undefined) return [];
    if (show.what === 'members') return [await showMembers(context, show)];
    if (show.what === 'log') return [await showLog(context, show.total)];
    return [await showReceived(context, show.what, show.total)];
  },
  wait: async (context, { wait }) => {
    return wait === undefined ? [] : [text(await waitUntil(context, wait))];
  },
  repeat: async (context, { repeat }) => {
    const shown: Shown[] = [];
    for (let round = 0; round < (repeat?.times ?? 0); round += 1) {
      for (const step of repeat?.steps ?? []) shown.push(...(await runStep(context, step)));
    }
    return shown;
  },
};

async function act(
  context: RunContext,
  targets: string | string[] | undefined,
  done: string,
  action: (names: string[]) => Promise<unknown>,
): Promise<Shown[]> {
  if (targets === undefined) throw new UsageError('a step without a target');
  const status = await context.status();
  const names = resolveAll(targets, status, context.choices);
  await action(names);
  return [text(`${done}: ${names.join(', ')}`)];
}

async function getAnswers(context: RunContext, get: NonNullable<Step['get']>): Promise<Shown> {
  const answers: MergedAnswer[] = [];
  for (let time = 0; time < get.times; time += 1)
    answers.push(await requestMergedAnswer(new URL(context.facade), answerTimeoutMs, context.signal));
  if (get.complete) checkComplete(context, answers);
  if (get.everyInstance) context.checks.push(...everyInstanceChecks(await context.status(), answers));
  return {
    what: 'answers',
    answers: answers.map(({ logging, messages }) => ({
      logging: logging.instance,
      logged: logging.messages.length,
      messages: messages.instance,
      received: messages.messages,
    })),
  };
}

export function everyInstanceChecks(status: SessionStatus, answers: readonly MergedAnswer[]): Check[] {
  return (['logging', 'messages'] as const).map((part) => {
    const running = runningOf(status, `${part}-service`).map(({ name }) => name);
    const asked = new Set(answers.map((answer) => answer[part].instance));
    const [expected, actual] = [running, [...asked]].map((names) => names.sort().join(', '));
    return {
      what: `${part}-services in ${answers.length} answers`,
      expected: expected ?? '',
      actual: actual ?? '',
      holds: expected === actual,
    };
  });
}

/** Texts may repeat, so they are counted. */
function checkComplete({ posts, checks }: RunContext, answers: MergedAnswer[]): void {
  const missing = answers.map(({ logging }) => {
    const left = new Map<string, number>();
    for (const msg of logging.messages) left.set(msg, (left.get(msg) ?? 0) + 1);
    return [...posts.acknowledged.values()].filter((msg) => {
      const count = left.get(msg) ?? 0;
      left.set(msg, count - 1);
      return count <= 0;
    }).length;
  });
  const most = Math.max(0, ...missing);
  checks.push({
    what: `acknowledged messages missing in an answer (${answers.length} asked)`,
    expected: '0',
    actual: String(most),
    holds: most === 0,
  });
}

function describeFault(fault: RecordedFault): string {
  const { kind, target, signal, doubts, ownerBefore, ownerAfter } = fault;
  if (doubts.length > 0) return `${target} got ${signal}, but: ${doubts.join('; ')}`;
  if (kind === 'freeze') return `${target} stands still (${signal})`;
  if (kind === 'restart')
    return `${target} was restarted: process ${fault.pid ?? 'unknown'}, then ${fault.newPid ?? 'unknown'}`;
  const moved = ownerBefore === target && ownerAfter !== null;
  return `${target} is gone (${signal})${moved ? `; ${ownerAfter} owns the queue now` : ''}`;
}

function describePosts(summary: PostSummary): string {
  const { attempted, acknowledged, refused, indeterminate, retried } = summary;
  const again = retried === 0 ? '' : `; ${retried} posted more than once`;
  return `${attempted} posted: ${acknowledged} acknowledged, ${refused} refused, ${indeterminate} of unknown outcome${again}`;
}

function text(value: string): Shown {
  return { what: 'text', text: value };
}
