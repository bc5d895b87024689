import { RequestError } from '../http/request-error.ts';

/** A position in the log: after a key of a partition. The keys of a partition are sorted by their bytes. */
export interface LogCursor {
  partition: number;
  /** Serialized. */
  key: Buffer;
}

export function formatCursor({ partition, key }: LogCursor): string {
  return `${partition}.${key.toString('base64url')}`;
}

/** @throws RequestError if it is not a cursor. */
export function parseCursor(text: string): LogCursor {
  const [, partition, key] = /^(\d{1,5})\.([\w-]+)$/.exec(text) ?? [];
  if (partition === undefined || key === undefined)
    throw new RequestError(400, "Bad Request: 'after' Is Not a Cursor of the Log");
  return { partition: Number(partition), key: Buffer.from(key, 'base64url') };
}
