import type { ProcessView, Sample, SystemView } from '../wire/page-state.ts';

interface PictureProps {
  system: SystemView;
  sample: Sample | undefined;
}

/** Where the parts stand in the picture, in its own units. */
const columns = { client: 10, facade: 150, services: 340, stores: 560, members: 730 };
const boxWidth = 150;
const boxHeight = 34;
const rowHeight = 44;

/** The way of a message: client → facade → logging-services → map; queue → messages-services; config-server. */
export function SystemPicture({ system, sample }: PictureProps) {
  const of = (kind: ProcessView['kind']) => system.processes.filter((process) => process.kind === kind);
  const facades = placed(of('facade-service'), columns.facade, 90);
  const logging = placed(of('logging-service'), columns.services, 10);
  const messages = placed(of('messages-service'), columns.services, 10 + logging.length * rowHeight + 20);
  const config = placed(of('config-server'), columns.facade, 10);
  const members = placed(
    system.processes.filter(({ isMember }) => isMember),
    columns.members,
    30,
  );
  const map = { x: columns.stores, y: 20 + (logging.length * rowHeight) / 2 - boxHeight / 2 };
  const queue = {
    x: columns.stores,
    y: 30 + (logging.length + messages.length / 2) * rowHeight - boxHeight / 2,
  };
  const height = Math.max(
    200,
    40 + (logging.length + messages.length) * rowHeight,
    60 + members.length * rowHeight,
  );
  const [facade] = facades;
  return (
    <svg class="picture" viewBox={`0 0 900 ${height}`} role="img" aria-label={describe(system)}>
      <defs>
        <marker
          id="tip"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path d="M0 0 8 4 0 8z" class="tip" />
        </marker>
      </defs>
      <Box x={columns.client} y={90} width={90} title="client" />
      {facade && <Edge from={{ x: columns.client + 90, y: 107 }} to={left(facade)} />}
      {facade && logging.map((each) => <Edge key={each.process.name} from={right(facade)} to={left(each)} />)}
      {logging.map((each) => (
        <Edge key={each.process.name} from={right(each)} to={{ x: map.x, y: map.y + boxHeight / 2 }} />
      ))}
      {messages.map((each) => (
        <Edge key={each.process.name} from={{ x: queue.x, y: queue.y + boxHeight / 2 }} to={right(each)} />
      ))}
      {facade && (
        <path
          class="edge"
          d={`M${facade.x + boxWidth / 2} ${facade.y + boxHeight} V${height - 10} H${queue.x + 50} V${queue.y + boxHeight}`}
          marker-end="url(#tip)"
        />
      )}
      {[...config, ...facades, ...logging, ...messages].map(({ process, x, y }) => (
        <Box
          key={process.name}
          x={x}
          y={y}
          title={process.name}
          detail={process.state}
          state={process.state}
        />
      ))}
      <Box {...map} width={110} title="map" detail={`${sample?.logged ?? '–'} logged`} />
      <Box {...queue} width={110} title="queue" detail={`${system.queue.size ?? '–'} items`} />
      {members.map(({ process, x, y }) => {
        const isOwner = process.name === system.queue.owner;
        return (
          <g key={process.name} data-owner={isOwner || undefined}>
            {isOwner && <path class="edge owner" d={`M${queue.x + 110} ${queue.y + 17} L${x} ${y + 17}`} />}
            <Box
              x={x}
              y={y}
              title={process.name}
              detail={isOwner ? `${process.state}, owns the queue` : process.state}
              state={isOwner ? `${process.state} owner` : process.state}
            />
          </g>
        );
      })}
    </svg>
  );
}

interface Point {
  x: number;
  y: number;
}

interface Placed extends Point {
  process: ProcessView;
}

function placed(processes: readonly ProcessView[], x: number, y: number): Placed[] {
  return processes.map((process, index) => ({ process, x, y: y + index * rowHeight }));
}

function left({ x, y }: Point): Point {
  return { x, y: y + boxHeight / 2 };
}

function right({ x, y }: Point): Point {
  return { x: x + boxWidth, y: y + boxHeight / 2 };
}

function Edge({ from, to }: { from: Point; to: Point }) {
  return <path class="edge" d={`M${from.x} ${from.y} L${to.x} ${to.y}`} marker-end="url(#tip)" />;
}

interface BoxProps extends Point {
  width?: number;
  title: string;
  detail?: string;
  state?: string;
}

function Box({ x, y, width = boxWidth, title, detail, state = '' }: BoxProps) {
  return (
    <g class={`box ${state}`}>
      <rect x={x} y={y} width={width} height={boxHeight} rx="6" />
      <text x={x + 8} y={y + (detail === undefined ? 21 : 14)}>
        {title}
      </text>
      {detail !== undefined && (
        <text class="detail" x={x + 8} y={y + 27}>
          {detail}
        </text>
      )}
    </g>
  );
}

function describe({ processes, queue }: SystemView): string {
  const ready = processes.filter(({ state }) => state === 'ready').length;
  return `${ready} of ${processes.length} processes are ready; ${queue.owner ?? 'no known member'} owns the queue`;
}
