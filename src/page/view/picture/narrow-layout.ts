import {
  boxColumn,
  boxHeight,
  middle,
  roleEdge,
  way,
  type PictureBox,
  type PictureEdge,
  type PictureLayout,
  type PictureParts,
} from './picture-parts.ts';

const top = 4;
const margin = 16;
const gap = 34;

/** Downwards: the way to the map on the left, the way from the queue on the right, members below. */
export function narrowLayout(parts: PictureParts, width: number): PictureLayout {
  const { facades, logging, messages, others, members, rates, queueText, rowPx } = parts;
  const boxWidth = Math.max(90, (width - 2 * margin - gap) / 2);
  const leftX = margin;
  const rightX = margin + boxWidth + gap;
  const laneMap = margin + boxWidth + 11;
  const laneQueue = margin + boxWidth + 23;

  const client: PictureBox = { x: leftX, y: top, width: boxWidth, title: 'client' };
  const facadeBoxes = boxColumn(facades, leftX, top + rowPx + 14, boxWidth, rowPx);
  const otherBoxes = boxColumn(others, rightX, top, boxWidth, rowPx);
  const headRows = Math.max(1 + facades.length, others.length);
  const servicesY = top + headRows * rowPx + 34;
  const loggingBoxes = boxColumn(logging, leftX, servicesY, boxWidth, rowPx);
  const messagesBoxes = boxColumn(messages, rightX, servicesY, boxWidth, rowPx);
  const storesY = servicesY + Math.max(logging.length, messages.length) * rowPx + 22;
  const map: PictureBox = { x: leftX, y: storesY, width: boxWidth, title: 'map' };
  const queue: PictureBox = { x: rightX, y: storesY, width: boxWidth, title: queueText };
  const membersY = storesY + rowPx + 24;
  const memberBoxes = members.map(({ process, role }, index): PictureBox => ({
    x: leftX,
    y: membersY + index * rowPx,
    width: width - 2 * margin,
    title: process.name,
    process,
    role,
  }));

  const edges: PictureEdge[] = [];
  const labels = [];
  const [facade] = facadeBoxes;
  if (facade !== undefined) {
    const bus = margin / 2 - 2;
    edges.push(way('client', `M${leftX + boxWidth / 2} ${top + boxHeight}V${facade.y - 1}`));
    for (const box of loggingBoxes)
      edges.push(way(box.title, `M${leftX} ${middle(facade)}H${bus}V${middle(box)}H${leftX - 1}`));
    edges.push(
      way('offer', `M${leftX + boxWidth} ${middle(facade)}H${laneQueue}V${middle(queue)}H${rightX - 1}`),
    );
  }
  for (const box of loggingBoxes)
    edges.push(
      way(
        `map ${box.title}`,
        `M${leftX + boxWidth} ${middle(box)}H${laneMap}V${middle(map)}H${leftX + boxWidth + 1}`,
      ),
    );
  const right = rightX + boxWidth;
  const busRight = right + margin / 2 + 2;
  for (const box of messagesBoxes)
    edges.push(
      way(`queue ${box.title}`, `M${right} ${middle(queue)}H${busRight}V${middle(box)}H${right + 1}`),
    );
  labels.push({ x: leftX + boxWidth / 2, y: map.y - 6, text: rates.logged });
  labels.push({ x: rightX + boxWidth / 2, y: queue.y - 6, text: rates.received });
  for (const box of memberBoxes) {
    const into = right - (box.role === 'owner' ? 24 : 44);
    edges.push(...roleEdge(box.role ?? 'member', box.title, `M${into} ${queue.y + boxHeight}V${box.y}`));
  }
  return {
    width,
    height: membersY + members.length * rowPx,
    boxes: [
      client,
      ...otherBoxes,
      ...facadeBoxes,
      ...loggingBoxes,
      ...messagesBoxes,
      map,
      queue,
      ...memberBoxes,
    ],
    edges,
    labels: labels.filter(({ text }) => text !== ''),
  };
}
