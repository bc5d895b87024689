import type { ProcessView, SystemView } from '../../wire/page-state.ts';
import { boxHeight, type PictureParts, type PictureLayout } from './picture-parts.ts';
import { narrowLayout } from './narrow-layout.ts';
import { wideLayout } from './wide-layout.ts';

/** Names of instances are legible only in boxes of some width, so five columns of them need this much. */
const wideFromPx = 680;

/** Messages per second; null: unknown. */
export interface Rates {
  logged: number | null;
  received: number | null;
}

/** The way of a message, drawn in pixels so that the text keeps its size: from left to right, or downwards if it is narrow. */
export function pictureLayout(system: SystemView, rates: Rates, widthPx: number): PictureLayout {
  const parts = partsOf(system, rates);
  return widthPx >= wideFromPx ? wideLayout(parts, widthPx) : narrowLayout(parts, widthPx);
}

function partsOf({ processes, members, queue }: SystemView, rates: Rates): PictureParts {
  const of = (kind: ProcessView['kind']) =>
    processes.filter((process) => !process.isMember && process.kind === kind);
  const backups = members.filter((member) => (member.queue?.backup ?? 0) > 0).map(({ name }) => name);
  return {
    facades: of('facade-service'),
    logging: of('logging-service'),
    messages: of('messages-service'),
    // Programs of other kinds have no known way of messages.
    others: [...of('config-server'), ...of(null)],
    members: processes
      .filter(({ isMember }) => isMember)
      .map((process) => ({
        process,
        role: process.name === queue.owner ? 'owner' : backups.includes(process.name) ? 'backup' : 'member',
      })),
    rates: {
      logged: rateText(rates.logged),
      received: rateText(rates.received),
    },
    queueText: queue.size === null ? 'queue' : `queue: ${queue.size}`,
    rowPx: boxHeight + 10,
  };
}

function rateText(rate: number | null): string {
  if (rate === null) return '';
  return `${rate >= 10 || rate === 0 ? Math.round(rate) : rate.toFixed(1)}/s`;
}
