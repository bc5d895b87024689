import { once } from 'node:events';
import type { Socket } from 'node:net';

/** Every client begins with this, the version of its protocol. */
const preamble = 'CP2';
/** Of the request that follows, by which a client introduces itself (with a name and password, if any). */
const authenticationType = 0x00_01_00;
/** After its fixed fields: name of the cluster, user name, password, kind of client, version, name of the client. */
const nameFrame = 6;
const frameHeaderBytes = 6;
const nullFlag = 1 << 10;
/** A frame has only texts of a configuration. */
const introductionLimit = 64 * 1024;
const introductionTimeoutMs = 2_000;

/**
 * The name with which a Hazelcast client introduces itself, from the first bytes of its connection.
 * @returns undefined: more bytes are needed; null: it is no client that tells its name
 */
export function clientNameIn(bytes: Buffer): string | null | undefined {
  if (!preamble.startsWith(bytes.toString('latin1', 0, preamble.length))) return null;
  let offset = preamble.length;
  for (let index = 0; index <= nameFrame; index += 1) {
    if (bytes.length < offset + frameHeaderBytes) return undefined;
    const length = bytes.readUInt32LE(offset);
    if (length < frameHeaderBytes || offset + length > introductionLimit) return null;
    if (bytes.length < offset + length) return undefined;
    const content = bytes.subarray(offset + frameHeaderBytes, offset + length);
    if (index === 0 && (content.length < 4 || content.readUInt32LE(0) !== authenticationType)) return null;
    const isNull = (bytes.readUInt16LE(offset + 4) & nullFlag) !== 0;
    if (index === nameFrame) return isNull ? null : content.toString();
    offset += length;
  }
  return null;
}

/**
 * Waits until a client has introduced itself; what was read is put back.
 * @param socket just accepted, and paused; it is paused again afterwards, or destroyed if its client has gone
 * @returns undefined if it tells no name within two seconds
 */
export async function readClientName(socket: Socket): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  const settled = new AbortController();
  const timeout = setTimeout(() => {
    settled.abort();
  }, introductionTimeoutMs);
  let name: string | null | undefined;
  const read = (chunk: Buffer): void => {
    chunks.push(chunk);
    name = clientNameIn(Buffer.concat(chunks));
    if (name !== undefined) settled.abort();
  };
  socket.on('data', read);
  socket.resume();
  await Promise.race([once(settled.signal, 'abort'), once(socket, 'close'), once(socket, 'end')]).catch(
    () => undefined,
  );
  clearTimeout(timeout);
  socket.off('data', read);
  socket.pause();
  if (socket.readableEnded) socket.destroy();
  else if (chunks.length > 0) socket.unshift(Buffer.concat(chunks));
  return name ?? undefined;
}
