import type { ChalkInstance } from 'chalk';
import type { Posted, PostSummary } from '../../posting/post-messages.ts';
import { printable, printableShort } from '../../terminal/printable.ts';

/** How many failed messages are listed. */
export const namedFailures = 5;

export function renderPostSummary(
  summary: PostSummary,
  failed: readonly Posted[],
  colours: ChalkInstance,
): string {
  const { attempted, acknowledged, refused, indeterminate, retried, durationMs, latencyMs } = summary;
  const all = acknowledged === attempted;
  const counts = `${acknowledged} of ${attempted} acknowledged`;
  const others = [
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(indeterminate > 0 ? [`${indeterminate} indeterminate`] : []),
    ...(retried > 0 ? [`${retried} posted more than once`] : []),
  ];
  const latency =
    latencyMs.max === null
      ? ''
      : ` (p50 ${latencyMs.p50} ms, p99 ${latencyMs.p99} ms, max ${latencyMs.max} ms)`;
  const first = `${[all ? colours.green(counts) : colours.red(counts), ...others].join(', ')} in ${durationMs} ms${latency}`;
  const more = refused + indeterminate - failed.length;
  return [
    first,
    ...failed.map(
      ({ kind, msg, uuid, reason }) =>
        `  ${kind}: ${printableShort(msg)} (${uuid}): ${printable(reason ?? 'no reason given')}`,
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
  ].join('\n');
}

export function renderPostProgress(posted: number, total: number | undefined, failed: number): string {
  const of = total === undefined ? '' : ` of ${total} (${Math.floor((posted / total) * 100)} %)`;
  return `posted ${posted}${of}${failed === 0 ? '' : `, ${failed} not acknowledged`}`;
}
