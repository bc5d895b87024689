import { ProvidedLater } from '../http/provided-later.ts';
import { bytesAMb } from '../http/request-limits.ts';
import { ReceivedList } from '../received/received-list.ts';
import type { ClusterService, ServiceContext } from '../cluster-service.ts';
import { createLogging } from './app.ts';
import { HazelcastLogReader } from './hazelcast-log-reader.ts';
import { HazelcastLogView } from './hazelcast-log-view.ts';
import { HazelcastMap } from './hazelcast-map.ts';
import type { LogView } from './log-routes.ts';
import type { LogReader } from './log-reader.ts';
import { MembershipWatch } from './membership-watch.ts';
import type { MessageMap } from './message-map.ts';

// Longer than the detection of a dead member, shorter than a client waits.
const mapTimeoutMs = 5_000;

export function buildLogging({ http }: ServiceContext): ClusterService {
  const late = new ProvidedLater<MessageMap>('not connected to the cluster');
  const lateReader = new ProvidedLater<LogReader>('not connected to the cluster');
  const lateView = new ProvidedLater<LogView>('not connected to the cluster');
  const view: LogView = {
    place: async (uuid) => lateView.get().place(uuid),
    withText: async (text, most) => lateView.get().withText(text, most),
  };
  const map: MessageMap & LogReader = {
    putIfAbsent: async (uuid, msg) => late.get().putIfAbsent(uuid, msg),
    setAll: async (messages) => late.get().setAll(messages),
    texts: (after) => lateReader.get().texts(after),
    page: (after, limit) => lateReader.get().page(after, limit),
  };
  const received = new ReceivedList(Infinity);
  return {
    app: createLogging({ http, map, received, view, now: () => new Date() }),
    path: '/logging',
    clusterRole: 'producer',
    useCluster: async ({ cluster, settings: { mapName }, retention }) => {
      received.limitTo(retention.shownMb * bytesAMb);
      late.provide(
        new HazelcastMap(await cluster.getMap(mapName), mapTimeoutMs, new MembershipWatch(cluster)),
      );
      lateView.provide(new HazelcastLogView(cluster, await cluster.getMap(mapName)));
      lateReader.provide(new HazelcastLogReader({ client: cluster, mapName, timeoutMs: mapTimeoutMs }));
    },
    stopWork: () => Promise.resolve(),
  };
}
