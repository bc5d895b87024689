/** @type {import('../throughput.js').Part} */
export async function rate(lab, { seconds }) {
  const duration = ['--duration', String(seconds)];
  const { throughputPerSecond: top } = await lab.bench('--concurrency', '128', ...duration, '--warm-up', '3');
  const half = Math.max(1, Math.round(top / 2));
  const { latencyMs, lateStarts, unsent, longestGapMs } = await lab.bench(
    ...['--rate', String(half)],
    ...['--duration', String(seconds * 2)],
  );
  console.log(
    `open loop at ${half}/s, half the top rate of ${Math.round(top)}/s: latency from the time each was due`,
  );
  console.table([{ ...latencyMs, longestGapMs, lateStarts, unsent }]);
}
