import type { ChalkInstance } from 'chalk';
import type { Counts, MemberStatus, RunHolder, SessionStatus, State } from '../../control/contract.ts';
import { renderLinks } from './links-view.ts';
import { renderTable } from '../../terminal/table.ts';

/** The status as tables: services; members with their shares of queue and map; the queue. */
export function renderStatus(status: SessionStatus, colours: ChalkInstance): string {
  const about = [
    `topology ${colours.bold(status.topology)}`,
    `runtime ${status.runtime}`,
    ...(status.delivery === null ? [] : [`delivery ${status.delivery}`]),
    ...(status.broker === 'none' ? [] : [`cluster ${status.clusterName}`]),
    ...(status.facade === null ? [] : [`facade ${status.facade}`]),
  ];
  const parts = [`${about.join('  ')}\n`];
  if (status.services.length > 0) parts.push(renderServices(status, colours));
  if (status.members.length > 0) parts.push(renderMembers(status.members, colours));
  // If no member is known, nothing is known about the queue either.
  if (status.members.length > 0) parts.push(renderQueue(status.queue));
  const { links = [] } = status;
  if (links.length > 0)
    parts.push(
      `${colours.yellow('links are cut or slow; `distq heal` ends that')}\n${renderLinks(links, colours)}`,
    );
  if (status.page !== undefined) parts.push(`live page: ${status.page}\n`);
  if (status.run !== null) parts.push(renderRun(status.run, colours));
  return parts.join('\n');
}

function renderServices({ services }: SessionStatus, colours: ChalkInstance): string {
  return renderTable(
    [
      { title: 'SERVICE' },
      { title: 'STATE' },
      { title: 'PID', align: 'right' },
      { title: 'PORT', align: 'right' },
      { title: 'RESTARTS', align: 'right' },
    ],
    services.map(({ name, state, pid, port, restarts }) => [
      name,
      renderState(state, colours),
      orDash(pid),
      String(port),
      restarts === 0 ? '0' : colours.yellow(String(restarts)),
    ]),
  );
}

function renderMembers(members: readonly MemberStatus[], colours: ChalkInstance): string {
  return renderTable(
    [
      { title: 'MEMBER' },
      { title: 'STATE' },
      { title: 'PID', align: 'right' },
      { title: 'ADDRESS' },
      { title: 'VERSION' },
      { title: 'QUEUE OWNED', align: 'right' },
      { title: 'BACKUP', align: 'right' },
      { title: 'MAP OWNED', align: 'right' },
      { title: 'BACKUP', align: 'right' },
      { title: '' },
    ],
    members.map((member) => [
      member.name,
      renderState(member.state, colours),
      orDash(member.pid),
      member.address,
      orDash(member.version),
      ...renderCounts(member.queue),
      ...renderCounts(member.map),
      member.ownsQueue ? colours.cyan('owns the queue') : '',
    ]),
  );
}

function renderQueue({ name, size, owner }: SessionStatus['queue']): string {
  const items = size === null ? 'size unknown' : `${size} ${size === 1 ? 'item' : 'items'}`;
  return `queue ${name}: ${items}, ${owner === null ? 'owner unknown' : `owned by ${owner}`}\n`;
}

function renderRun({ what, pid, since }: RunHolder, colours: ChalkInstance): string {
  return colours.yellow(`held by ${what} (process ${pid}) since ${since}`) + '\n';
}

export function renderState(state: State, colours: ChalkInstance): string {
  switch (state) {
    case 'ready':
      return colours.green(state);
    case 'unhealthy':
      return colours.red(state);
    case 'exited':
      return colours.dim(state);
    default:
      return colours.yellow(state);
  }
}

function renderCounts(counts: Counts | null): [owned: string, backup: string] {
  return counts === null ? ['-', '-'] : [String(counts.owned), String(counts.backup)];
}

export function orDash(value: string | number | null): string {
  return value === null ? '-' : String(value);
}
