import { memo } from 'preact/compat';
import type { SystemView } from '../../wire/page-state.ts';
import { useWidth } from './use-width.ts';
import { PictureBoxView } from './picture-box.tsx';
import { pictureLayout, type Rates } from './picture-layout.ts';
import { describeSystem } from './describe-system.ts';

/** Of both sides, in live-picture.css. */
const paddingPx = 4;
/** Boxes have no negative width while the page is laid out without one. */
const leastPx = 240;

/** The way of a message: client → facade → logging-services → map; queue → messages-services; config-server. */
export const SystemPicture = memo(({ system, logged, received }: { system: SystemView } & Rates) => {
  const [place, width] = useWidth();
  const layout = pictureLayout(system, { logged, received }, Math.max(leastPx, width - paddingPx));
  const { height, boxes, edges, labels } = layout;
  return (
    <div class="picture" ref={place}>
      <svg width={layout.width} height={height} role="img" aria-label={describeSystem(system)}>
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8z" class="tip" />
          </marker>
        </defs>
        {edges.map(({ key, path, kind, hasTip }) => (
          <path key={key} class={`edge ${kind}`} d={path} marker-end={hasTip ? 'url(#tip)' : undefined} />
        ))}
        {boxes.map((box) => (
          <PictureBoxView key={box.title.split(':')[0]} box={box} />
        ))}
        {labels.map(({ x, y, text }) => (
          <text key={`${x} ${y}`} class="rate" x={x} y={y}>
            {text}
          </text>
        ))}
      </svg>
    </div>
  );
});
