import type { ProcessView } from '../../wire/page-state.ts';

export const boxHeight = 42;

export type MemberRole = 'owner' | 'backup' | 'member';

/** What the picture shows. */
export interface PictureParts {
  facades: ProcessView[];
  logging: ProcessView[];
  messages: ProcessView[];
  others: ProcessView[];
  members: { process: ProcessView; role: MemberRole }[];
  /** '': unknown. */
  rates: { logged: string; received: string };
  queueText: string;
  /** From one row to the next. */
  rowPx: number;
}

export interface PictureBox {
  x: number;
  y: number;
  width: number;
  title: string;
  /** undefined: it is not a process. */
  process?: ProcessView;
  role?: MemberRole;
}

export interface PictureEdge {
  key: string;
  path: string;
  kind: 'way' | 'owner' | 'backup';
  /** It has an arrow only at its end. */
  hasTip: boolean;
}

export interface PictureLabel {
  x: number;
  y: number;
  text: string;
}

/** All in pixels. */
export interface PictureLayout {
  width: number;
  height: number;
  boxes: PictureBox[];
  edges: PictureEdge[];
  labels: PictureLabel[];
}

/** A column of processes. */
export function boxColumn(
  processes: readonly ProcessView[],
  x: number,
  y: number,
  width: number,
  row: number,
) {
  return processes.map((process, index): PictureBox => ({
    x,
    y: y + index * row,
    width,
    title: process.name,
    process,
  }));
}

export function middle({ y }: { y: number }): number {
  return y + boxHeight / 2;
}

export function way(key: string, path: string): PictureEdge {
  return { key, path, kind: 'way', hasTip: true };
}

/** The edge from the queue to a member that has its items; none for the others. */
export function roleEdge(role: MemberRole, name: string, path: string): PictureEdge[] {
  return role === 'member' ? [] : [{ key: `${role} ${name}`, path, kind: role, hasTip: false }];
}
