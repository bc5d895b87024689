import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const newline = 0x0a;
const blockBytes = 64 * 1024;

/**
 * The last lines of several consecutive files, oldest first, without an unfinished last line. Reads backwards, and only
 * as much as needed.
 * @param paths oldest first; an absent file counts as empty
 */
export function lastLines(paths: readonly string[], count: number): string[] {
  if (count === 0) return [];
  const blocks: Buffer[] = [];
  let lineEnds = 0;
  for (const block of blocksFromEnd(paths)) {
    blocks.push(block);
    lineEnds += countLineEnds(block);
    // One line end more than lines: it ends the line before the first of them.
    if (lineEnds > count) break;
  }
  const lines = Buffer.concat(blocks.reverse()).toString('utf8').split('\n').slice(0, -1);
  return lines.slice(-count);
}

function* blocksFromEnd(paths: readonly string[]): Generator<Buffer> {
  for (const path of paths.toReversed()) {
    if (!existsSync(path)) continue;
    const descriptor = openSync(path, 'r');
    try {
      for (let end = fstatSync(descriptor).size; end > 0; end -= blockBytes) {
        const block = Buffer.alloc(Math.min(blockBytes, end));
        readSync(descriptor, block, 0, block.length, end - block.length);
        yield block;
      }
    } finally {
      closeSync(descriptor);
    }
  }
}

function countLineEnds(block: Buffer): number {
  let count = 0;
  for (let at = block.indexOf(newline); at !== -1; at = block.indexOf(newline, at + 1)) count += 1;
  return count;
}
