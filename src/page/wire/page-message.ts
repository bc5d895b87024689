import type { PageChange } from './apply-change.ts';
import type { PageState } from './page-state.ts';

/** Names a place in the stream; a supervisor that was started again has another generation. */
export interface EventId {
  generation: string;
  /** Number of the last change that is included; 0: none yet. */
  number: number;
}

/** What the stream of server-sent events carries: a snapshot, then each change after it. */
export type PageMessage = EventId &
  ({ kind: 'snapshot'; state: PageState } | { kind: 'change'; change: PageChange });

export function eventIdText({ generation, number }: EventId): string {
  return `${generation}:${number}`;
}

/** @returns undefined if the text is not an id */
export function parseEventId(text: string): EventId | undefined {
  const [, generation, number] = /^([\w-]{1,64}):(\d{1,15})$/.exec(text) ?? [];
  return generation === undefined ? undefined : { generation, number: Number(number) };
}

/** Server and browser are of one build, so only what tells messages apart is looked at. */
export function isPageMessage(value: unknown): value is PageMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'generation' in value &&
    'number' in value &&
    'kind' in value &&
    (value.kind === 'snapshot' || value.kind === 'change')
  );
}
