import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Payload, PayloadManifest } from '../../../../../src/broker/hazelcast/embedded/payload.ts';

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

interface Change {
  /** What the content really is, in place of what the manifest says. */
  content?: () => Readable;
}

/** A payload of four files, one of them empty and one larger than a piece of the stream. */
export function smallPayload({ content }: Change = {}): Payload & { contents: Map<string, Buffer> } {
  const contents = new Map([
    ['java/bin/java', Buffer.from('#!/bin/sh\necho java\n')],
    ['java/lib/empty', Buffer.alloc(0)],
    ['launcher.jar', Buffer.from('launcher')],
    ['hazelcast.jar', Buffer.alloc(200_000, 'jar')],
  ]);
  const manifest: PayloadManifest = {
    hash: sha256(Buffer.from('small payload')),
    hazelcast: '5.7.0',
    java: '25.0.1',
    jarPath: 'hazelcast.jar',
    launcherPath: 'launcher.jar',
    javaPath: 'java/bin/java',
    files: [...contents].map(([path, bytes]) => ({
      path,
      size: bytes.length,
      sha256: sha256(bytes),
      executable: path === 'java/bin/java',
    })),
  };
  const pieces = Buffer.concat([...contents.values()]);
  const cut = (): Readable =>
    Readable.from([pieces.subarray(0, 5), pieces.subarray(5, 70_000), pieces.subarray(70_000)]);
  return { manifest, contents, content: content ?? cut };
}
