import type { SystemView } from '../../wire/page-state.ts';

/** The picture in words. */
export function describeSystem({ processes, members, queue }: SystemView): string {
  const notReady = processes.filter(({ state }) => state !== 'ready');
  const ready = `${processes.length - notReady.length} of ${processes.length} processes are ready`;
  const others = notReady.map(({ name, state }) => `, ${name} is ${state}`).join('');
  if (members.length === 0) return `${ready}${others}.`;
  const size = queue.size === null ? '' : ` The queue has ${queue.size} items.`;
  return `${ready}${others}. ${ownerText(queue.owner)}.${size}`;
}

export function ownerText(owner: string | null): string {
  return owner === null ? 'The owner of the queue is unknown' : `${owner} owns the queue`;
}
