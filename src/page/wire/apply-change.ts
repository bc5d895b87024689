import type { RunEvent } from '../../protocol/run/run-progress.ts';
import { applyRunEvent, type PageRun } from './page-run.ts';
import type { PageEvent, PageLine, PageState, PostCounts, Sample, SystemView } from './page-state.ts';
import type { State } from './process-state.ts';

/** What may change on the page. */
export type PageChange =
  | { kind: 'system'; system: SystemView }
  /** At once, before the next look at the whole system. */
  | { kind: 'state'; name: string; state: State; pid: number | null }
  /** As soon as the members told the supervisor's client. */
  | { kind: 'owner'; owner: string | null }
  | { kind: 'safe'; safe: boolean | null }
  | { kind: 'sample'; sample: Sample }
  | { kind: 'posts'; posts: PostCounts }
  /** null: the load was stopped. */
  | { kind: 'load'; ratePerSecond: number | null }
  /** Another run, or that one was stopped or dismissed. */
  | { kind: 'run'; run: PageRun | null }
  /** What the program of the run told. */
  | { kind: 'run-event'; told: RunEvent }
  | { kind: 'event'; event: PageEvent }
  | { kind: 'lines'; lines: PageLine[] }
  | { kind: 'ended' };

const keptSamplesMs = 600_000;
/** Ten minutes, two a second. */
const mostSamples = 1_200;
const mostEvents = 200;
const mostLines = 1_000;

/** The state after a change. The server and the browser both use it, so that a snapshot is what the changes made. */
export function applyChange(state: PageState, change: PageChange): PageState {
  switch (change.kind) {
    case 'system':
      return { ...state, system: change.system };
    case 'state':
      return { ...state, system: state.system && withProcess(state.system, change) };
    case 'owner':
      return { ...state, system: state.system && withOwner(state.system, change.owner) };
    case 'safe':
      return { ...state, system: state.system && { ...state.system, safe: change.safe } };
    case 'sample':
      return { ...state, samples: withSample(state.samples, change.sample) };
    case 'posts':
      return { ...state, posts: change.posts };
    case 'load':
      return { ...state, loadPerSecond: change.ratePerSecond };
    case 'run':
      return { ...state, run: change.run };
    case 'run-event':
      return { ...state, run: state.run && applyRunEvent(state.run, change.told) };
    case 'event':
      return { ...state, events: appended(state.events, [change.event], mostEvents) };
    case 'lines':
      return { ...state, lines: appended(state.lines, change.lines, mostLines) };
    case 'ended':
      return { ...state, ended: true };
  }
}

function withProcess(
  system: SystemView,
  { name, state, pid }: { name: string; state: State; pid: number | null },
): SystemView {
  const processes = system.processes.map((process) =>
    process.name === name
      ? { ...process, state, pid, memoryBytes: pid === process.pid ? process.memoryBytes : null }
      : process,
  );
  return { ...system, processes };
}

function withOwner(system: SystemView, owner: string | null): SystemView {
  return {
    ...system,
    queue: { ...system.queue, owner },
    members: system.members.map((member) => ({ ...member, ownsQueue: member.name === owner })),
  };
}

/** While nobody watched, no samples were taken, so the number alone is no bound of the time. */
function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const all = appended(samples, [sample], mostSamples);
  const first = all.findIndex(({ atMs }) => atMs > sample.atMs - keptSamplesMs);
  return first > 0 ? all.slice(first) : all;
}

function appended<T>(kept: readonly T[], more: readonly T[], most: number): T[] {
  const all = [...kept, ...more];
  return all.length > most ? all.slice(-most) : all;
}
