import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Sample } from '../wire/page-state.ts';

const heightPx = 260;
const series = [
  { label: 'queue length', colour: '--blue' },
  { label: 'logged', colour: '--teal', dash: [6, 3] },
  { label: 'received', colour: '--purple', dash: [2, 3] },
];

/** Queue length, logged and received messages over the last ten minutes. */
export function QueueChart({ samples }: { samples: readonly Sample[] }) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const drawn = new uPlot(optionsFor(current), dataOf([]), current);
    plot.current = drawn;
    const resized = new ResizeObserver(() => {
      drawn.setSize({ width: current.clientWidth, height: heightPx });
    });
    resized.observe(current);
    return () => {
      resized.disconnect();
      drawn.destroy();
    };
  }, []);
  useEffect(() => {
    plot.current?.setData(dataOf(samples));
  }, [samples]);

  return <div class="chart" ref={place} role="img" aria-label={describe(samples.at(-1))} />;
}

function optionsFor(place: HTMLElement): uPlot.Options {
  // Asked each time it draws, so that it follows a change between light and dark.
  const colour = (name: string) => () => getComputedStyle(document.documentElement).getPropertyValue(name);
  const axis: uPlot.Axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line') } };
  return {
    width: place.clientWidth,
    height: heightPx,
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(10, max * 1.1)] } },
    axes: [axis, axis],
    series: [
      { label: 'time' },
      ...series.map(({ label, colour: name, dash }) => ({
        label,
        stroke: colour(name),
        width: 2,
        ...(dash === undefined ? {} : { dash }),
      })),
    ],
  };
}

function dataOf(samples: readonly Sample[]): uPlot.AlignedData {
  return [
    samples.map(({ atMs }) => atMs / 1000),
    samples.map(({ queue }) => queue),
    samples.map(({ logged }) => logged),
    samples.map(({ received }) => received),
  ];
}

function describe(sample: Sample | undefined): string {
  if (sample === undefined) return 'no samples yet';
  const { queue, logged, received } = sample;
  return `now: queue length ${queue ?? 'unknown'}, logged ${logged ?? 'unknown'}, received ${received ?? 'unknown'}`;
}
