import type { ChalkInstance } from 'chalk';
import type { LinkStatus } from '../../protocol/links.ts';
import { renderTable } from '../../terminal/table.ts';

/** Links that are cut or slow, one line for each direction. */
export function renderLinks(links: readonly LinkStatus[], colours: ChalkInstance): string {
  return renderTable(
    [{ title: 'FROM' }, { title: 'TO' }, { title: 'LINK' }, { title: 'BYTES HELD BACK', align: 'right' }],
    links.map((link) => [
      link.from,
      link.to,
      colours.yellow(wordsOf(link)),
      String(link.bytesHeldBack ?? '–'),
    ]),
  );
}

function wordsOf({ cut, slow }: LinkStatus): string {
  const parts = [
    ...(cut === undefined ? [] : [`cut (new connections: ${cut.newConnections})`]),
    ...(slow === undefined ? [] : [`slow (${slow.latencyMs} ms)`]),
  ];
  return parts.length === 0 ? 'open' : parts.join(', ');
}
