import type { SystemView } from '../wire/page-state.ts';
import { connectionText, type Connection } from './feed/connection-text.ts';

const parts = [
  ['run', 'Run'],
  ['system', 'System'],
  ['charts', 'Charts'],
  ['members', 'Members'],
  ['processes', 'Processes'],
  ['way', 'A message’s way'],
  ['events', 'Events'],
  ['logs', 'Logs'],
  ['past', 'Past runs'],
] as const;

/** Which lab it is, whether the page is connected, and what to do if not. */
export function Header({ system, connection }: { system: SystemView | null; connection: Connection }) {
  const { look, shape, title, remedy } = connectionText(connection);
  return (
    <header class="top">
      <div class="top-line">
        <h1>{system === null ? 'distq' : `distq: ${system.topology}`}</h1>
        {system !== null && <p class="quiet">{describe(system)}</p>}
        <p role="status" class={`connection ${look}`}>
          <span aria-hidden="true">{shape}</span> {title}
        </p>
      </div>
      {remedy !== undefined && <p class={`remedy ${look}`}>{withCode(remedy)}</p>}
      <nav aria-label="Parts of the page">
        <ul>
          {parts.map(([id, name]) => (
            <li key={id}>
              <a href={`#${id}-title`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function describe({ session, runtime, delivery }: SystemView): string {
  return [`session ${session}`, runtime, ...(delivery === null ? [] : [`delivery ${delivery}`])].join(' · ');
}

/** Text between backticks as code. */
function withCode(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
