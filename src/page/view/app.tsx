import { useMemo } from 'preact/hooks';
import { ActionBar } from './actions/action-bar.tsx';
import { ActionsContext } from './actions/actions-context.ts';
import { CommandBar } from './actions/command-bar.tsx';
import type { PageActions } from './actions/page-actions.ts';
import { refusalText } from './actions/refusal-text.ts';
import { Charts } from './charts/charts.tsx';
import type { PageViewState } from './feed/page-store.ts';
import { Header } from './header.tsx';
import { LogView } from './logs/log-view.tsx';
import { PastSection } from './past/past-section.tsx';
import { ownerText } from './picture/describe-system.ts';
import { SystemPicture } from './picture/system-picture.tsx';
import { RunPanel } from './run/run-panel.tsx';
import { EventList } from './tables/event-list.tsx';
import { MemberTable } from './tables/member-table.tsx';
import { ProcessTable } from './tables/process-table.tsx';
import { Tiles } from './tables/tiles.tsx';
import { WaySection } from './way/way-section.tsx';

export function App({ view, actions }: { view: PageViewState; actions: PageActions }) {
  const { state, columns, lines, isConnected, wasConnected } = view;
  const { system, posts, events, ended } = state;
  const refusal = refusalText({ isConnected, ended, heldBy: system?.heldBy ?? null });
  const session = system?.session ?? 'default';
  // A new one would draw every button again.
  const context = useMemo(() => ({ actions, session, refusal }), [actions, session, refusal]);
  return (
    <ActionsContext.Provider value={context}>
      <Header system={system} connection={{ isConnected, wasConnected, ended }} />
      <main class="live">
        <Tiles system={system} posts={posts} logged={columns.logged} received={columns.received} />
        {system !== null && (
          <>
            <p class="unseen" role="status">
              {system.members.length > 0 && ownerText(system.queue.owner)}
            </p>
            <div class="area-actions">
              <ActionBar system={system} loadPerSecond={state.loadPerSecond} refusal={refusal} />
              <RunPanel run={state.run} refusal={refusalText({ isConnected, ended, heldBy: null })} />
            </div>
            <section class="area-system" aria-labelledby="system-title">
              <h2 id="system-title">System</h2>
              <SystemPicture
                system={system}
                logged={columns.latest('logged')}
                received={columns.latest('received')}
              />
            </section>
            <Charts columns={columns} newest={columns.seconds.at(-1)} events={events} />
            <MemberTable system={system} />
            <ProcessTable system={system} />
            <WaySection actions={actions} session={session} />
          </>
        )}
        <EventList events={events} />
        <LogView lines={lines.kept} processes={(system?.processes ?? []).map(({ name }) => name)} />
        <PastSection heldBy={system?.heldBy ?? null} />
      </main>
      <CommandBar actions={actions} />
    </ActionsContext.Provider>
  );
}
