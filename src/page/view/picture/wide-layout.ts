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

const top = 8;
const clientWidth = 64;
const storeWidth = 92;
const mostBoxWidth = 200;
/** Between the rows of logging-services and messages-services: the way to the queue passes there. */
const lane = 34;

/** From left to right: client, facade, services, stores, members. */
export function wideLayout(parts: PictureParts, width: number): PictureLayout {
  const { facades, logging, messages, others, members, rates, queueText, rowPx } = parts;
  const boxWidth = Math.min(mostBoxWidth, (width - clientWidth - storeWidth - 4 * 26) / 3);
  const between = (width - clientWidth - storeWidth - 3 * boxWidth) / 4;
  const facadeX = clientWidth + between;
  const servicesX = facadeX + boxWidth + between;
  const storesX = servicesX + boxWidth + between;
  const membersX = storesX + storeWidth + between;

  const loggingBoxes = boxColumn(logging, servicesX, top, boxWidth, rowPx);
  const laneY = top + logging.length * rowPx - (rowPx - boxHeight) + lane / 2;
  const messagesBoxes = boxColumn(messages, servicesX, laneY + lane / 2, boxWidth, rowPx);
  const otherBoxes = boxColumn(others, facadeX, top, boxWidth, rowPx);
  const facadeY = Math.max(top + others.length * rowPx, laneY - boxHeight / 2);
  const facadeBoxes = boxColumn(facades, facadeX, facadeY, boxWidth, rowPx);
  const mapY = top + ((logging.length - 1) * rowPx) / 2;
  const map: PictureBox = { x: storesX, y: Math.max(top, mapY), width: storeWidth, title: 'map' };
  const queueY = laneY + lane / 2 + (Math.max(0, messages.length - 1) * rowPx) / 2;
  const queue: PictureBox = { x: storesX, y: queueY, width: storeWidth, title: queueText };
  const height =
    Math.max(
      laneY + lane / 2 + Math.max(1, messages.length) * rowPx,
      top + members.length * (rowPx + 10),
      facadeY + facades.length * rowPx,
    ) + 4;
  const membersY = Math.max(top, (height - members.length * (rowPx + 10)) / 2);
  const memberBoxes = members.map(({ process, role }, index): PictureBox => ({
    x: membersX,
    y: membersY + index * (rowPx + 10),
    width: boxWidth,
    title: process.name,
    process,
    role,
  }));

  const edges: PictureEdge[] = [];
  const [facade] = facadeBoxes;
  const client: PictureBox = { x: 0, y: facade?.y ?? top, width: clientWidth, title: 'client' };
  const labels = [];
  if (facade !== undefined) {
    const right = facadeX + boxWidth;
    const bus = right + between / 2;
    edges.push(way('client', `M${clientWidth} ${middle(client)}H${facadeX - 1}`));
    for (const box of loggingBoxes)
      edges.push(way(box.title, `M${right} ${middle(facade)}H${bus}V${middle(box)}H${servicesX - 1}`));
    edges.push(
      way('offer', `M${right} ${middle(facade)}H${bus}V${laneY}H${storesX + storeWidth / 2}V${queue.y - 1}`),
    );
  }
  const storeBus = servicesX + boxWidth + between / 2;
  for (const box of loggingBoxes)
    edges.push(
      way(
        `map ${box.title}`,
        `M${servicesX + boxWidth} ${middle(box)}H${storeBus}V${middle(map)}H${storesX - 1}`,
      ),
    );
  for (const box of messagesBoxes)
    edges.push(
      way(
        `queue ${box.title}`,
        `M${storesX} ${middle(queue)}H${storeBus}V${middle(box)}H${servicesX + boxWidth + 1}`,
      ),
    );
  labels.push({ x: storesX + storeWidth / 2, y: map.y - 6, text: rates.logged });
  labels.push({ x: storesX + storeWidth / 2, y: queue.y + boxHeight + 15, text: rates.received });
  for (const box of memberBoxes)
    edges.push(
      ...roleEdge(
        box.role ?? 'member',
        box.title,
        `M${storesX + storeWidth} ${middle(queue)}L${membersX} ${middle(box)}`,
      ),
    );
  return {
    width,
    height,
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
