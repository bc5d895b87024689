import type { PostCounts, Sample, SystemView } from '../wire/page-state.ts';

interface TilesProps {
  system: SystemView | null;
  posts: PostCounts;
  sample: Sample | undefined;
}

/** The most important numbers. */
export function Tiles({ system, posts, sample }: TilesProps) {
  return (
    <ul class="tiles">
      <Tile id="owner" value={system?.queue.owner ?? '–'} label="owns the queue" />
      <Tile id="queue" value={countText(sample?.queue)} label="items in the queue" />
      <Tile id="posted" value={String(posts.posted)} label="posted by this page" />
      <Tile id="acknowledged" value={String(posts.acknowledged)} label="of these acknowledged" />
      <Tile id="logged" value={countText(sample?.logged)} label="logged by running instances" />
      <Tile id="received" value={countText(sample?.received)} label="received by running instances" />
      <Tile id="safe" value={safeText(system?.safe)} label="every partition has its backup" />
    </ul>
  );
}

function Tile({ id, value, label }: { id: string; value: string; label: string }) {
  return (
    <li data-tile={id}>
      <strong>{value}</strong>
      {label}
    </li>
  );
}

function countText(count: number | null | undefined): string {
  return count === null || count === undefined ? '–' : String(count);
}

function safeText(safe: boolean | null | undefined): string {
  if (safe === null || safe === undefined) return '–';
  return safe ? 'safe' : 'not safe';
}
