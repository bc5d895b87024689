import { shortText } from '../../foundation/text/short-text.ts';
import type { RunShown } from '../../protocol/run/run-progress.ts';
import type { Shown } from '../steps/shown.ts';

const mostTexts = 20;
const mostRows = 50;
const mostCharacters = 4_000;

const label = (title: string) => ({ title, isNumber: false });
const amount = (title: string) => ({ title, isNumber: true });

/** What a step shows, as tables and texts of limited size. */
export function toldShown(shown: Shown): RunShown {
  switch (shown.what) {
    case 'members':
      return table(
        [
          label('Member'),
          label('State'),
          amount('Queue items'),
          amount('Backups of items'),
          amount('Map entries'),
          amount('Backups of entries'),
        ],
        shown.members.map(({ name, state, queue, map, ownsQueue }) => [
          ownsQueue ? `${name} ★ owns the queue` : name,
          state,
          ...[queue?.owned, queue?.backup, map?.owned, map?.backup].map((count) => String(count ?? '–')),
        ]),
      );
    case 'log':
    case 'logged':
    case 'received':
      return table(
        [label('Instance'), amount('Messages'), label('Texts')],
        Object.entries(shown.instances).map(([name, texts]) => [name, String(texts.length), listed(texts)]),
      );
    case 'answers':
      return table(
        [label('Logging-service'), amount('Logged'), label('Messages-service'), label('Received')],
        shown.answers.map(({ logging, logged, messages, received }) => [
          logging,
          String(logged),
          messages,
          listed(received),
        ]),
      );
    case 'text':
      return { kind: 'text', text: shortText(shown.text, mostCharacters) };
  }
}

function table(columns: Extract<RunShown, { kind: 'table' }>['columns'], rows: string[][]): RunShown {
  return { kind: 'table', columns, rows: rows.slice(0, mostRows) };
}

function listed(texts: readonly string[]): string {
  const first = texts.slice(0, mostTexts).map((text) => shortText(text, 100));
  const more = texts.length - first.length;
  return `${first.join(' ') || '(none)'}${more > 0 ? ` … and ${more} more` : ''}`;
}
