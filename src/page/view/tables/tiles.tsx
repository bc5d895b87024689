import type { PostCounts, SystemView } from '../../wire/page-state.ts';
import { valueText } from '../charts/value-text.ts';

interface TilesProps {
  system: SystemView | null;
  posts: PostCounts;
  /** null: unknown. */
  logged: number | null;
  received: number | null;
}

/** The most important numbers. */
export function Tiles({ system, posts, logged, received }: TilesProps) {
  const { posted, acknowledged, refused, indeterminate } = posts;
  const bad = refused + indeterminate;
  return (
    <ul class="tiles area-tiles" aria-label="The most important numbers">
      <Tile id="owner" value={system?.queue.owner ?? '–'} label="owns the queue" />
      <Tile id="queue" value={valueText(system?.queue.size)} label="items in the queue" />
      <Tile id="posted" value={String(posted)} label="posted by this page" />
      <Tile
        id="acknowledged"
        value={String(acknowledged)}
        label={`acknowledged${bad > 0 ? `, ${refused} refused, ${indeterminate} indeterminate` : ''}`}
      />
      <Tile id="logged" value={valueText(logged)} label="logged by running instances" />
      <Tile id="received" value={valueText(received)} label="received by running instances" />
      <Tile
        id="safe"
        value={safeText(system?.safe)}
        label={system?.safe === false ? 'a partition lacks a backup' : 'every partition has its backup'}
        look={system?.safe === false ? 'bad' : ''}
      />
    </ul>
  );
}

function Tile({ id, value, label, look }: { id: string; value: string; label: string; look?: string }) {
  return (
    <li data-tile={id} class={look}>
      <strong>{value}</strong>
      {label}
    </li>
  );
}

function safeText(safe: boolean | null | undefined): string {
  if (safe === null || safe === undefined) return '–';
  return safe ? 'safe' : 'not safe';
}
