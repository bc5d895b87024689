import type { PageEvent } from '../../wire/page-state.ts';

export interface ChartMark {
  /** Names it in every chart. */
  number: number;
  /** Seconds since 1970. */
  at: number;
  text: string;
}

/** The faults that a chart from `fromSeconds` on marks, oldest first; of very many, only the newest. */
export function chartMarks(events: readonly PageEvent[], fromSeconds: number, most = 12): ChartMark[] {
  return events
    .filter(({ fault }) => fault !== null)
    .map(({ at, name, text }) => ({
      at: Date.parse(at) / 1000,
      text: name === null ? text : `${name} ${text}`,
    }))
    .filter(({ at }) => at >= fromSeconds)
    .slice(-most)
    .map((mark, index) => ({ ...mark, number: index + 1 }));
}
