import type { PageEvent } from '../wire/page-state.ts';
import { clockTime } from './clock-time.ts';

const mostShown = 50;

/** What happened, newest first. */
export function EventList({ events }: { events: readonly PageEvent[] }) {
  return (
    <section aria-labelledby="events-title">
      <h2 id="events-title">Events</h2>
      {events.length === 0 && <p class="quiet">Nothing has changed since this page was opened.</p>}
      <ol id="events" class="plain-list">
        {events
          .slice(-mostShown)
          .reverse()
          .map(({ at, name, text, kind }) => (
            <li key={`${at} ${name ?? ''} ${text}`} class={kind}>
              <time dateTime={at}>{clockTime(at)}</time> {name !== null && <strong>{name}</strong>}{' '}
              {kind === 'action' ? <code>{text}</code> : text}
            </li>
          ))}
      </ol>
    </section>
  );
}
