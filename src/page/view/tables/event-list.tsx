import { memo } from 'preact/compat';
import type { PageEvent } from '../../wire/page-state.ts';
import { clockTime } from './clock-time.ts';

const mostShown = 100;
const shapes: Record<PageEvent['kind'], string> = { state: '·', action: '›', failure: '✕' };

/** What happened, newest first. */
export const EventList = memo(({ events }: { events: readonly PageEvent[] }) => {
  return (
    <section class="area-events" aria-labelledby="events-title">
      <h2 id="events-title">Events</h2>
      {events.length === 0 && <p class="quiet">Nothing has changed since this page was opened.</p>}
      <ol id="events" class="plain-list" tabIndex={0} aria-labelledby="events-title">
        {events
          .slice(-mostShown)
          .reverse()
          .map(({ at, name, text, kind }, index) => (
            <li key={events.length - index} class={kind}>
              <time dateTime={at}>{clockTime(at)}</time> <span class="shape">{shapes[kind]}</span>{' '}
              {name !== null && <strong>{name}</strong>} {kind === 'action' ? <code>{text}</code> : text}
            </li>
          ))}
      </ol>
    </section>
  );
});
