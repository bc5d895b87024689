import { ActionBar } from './action-bar.tsx';
import { EventList } from './event-list.tsx';
import { LogView } from './log-view.tsx';
import { MemberTable } from './member-table.tsx';
import type { PageViewState } from './page-store.ts';
import { ProcessTable } from './process-table.tsx';
import { QueueChart } from './queue-chart.tsx';
import { SystemPicture } from './system-picture.tsx';
import { Tiles } from './tiles.tsx';

export function App({ view: { state, isConnected } }: { view: PageViewState }) {
  const { system, posts, samples, events, lines, ended } = state;
  const sample = samples.at(-1);
  return (
    <>
      <header class="top">
        <h1>{system === null ? 'distq' : `distq: ${system.topology}`}</h1>
        <p class="quiet" role="status">
          {connectionText(isConnected, ended)}
        </p>
      </header>
      <main class="live">
        <Tiles system={system} posts={posts} sample={sample} />
        {system !== null && (
          <>
            <ActionBar system={system} />
            <div class="columns">
              <section aria-labelledby="picture-title">
                <h2 id="picture-title">System</h2>
                <SystemPicture system={system} sample={sample} />
              </section>
              <section aria-labelledby="chart-title">
                <h2 id="chart-title">Messages</h2>
                <QueueChart samples={samples} />
              </section>
            </div>
            <MemberTable system={system} />
            <ProcessTable system={system} />
          </>
        )}
        <div class="columns">
          <EventList events={events} />
          <LogView lines={lines} />
        </div>
      </main>
    </>
  );
}

function connectionText(isConnected: boolean, ended: boolean): string {
  if (ended) return 'The lab was stopped. Start it again: distq up --detach';
  return isConnected ? 'live' : 'not connected; trying again…';
}
