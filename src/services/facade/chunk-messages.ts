import type { Message } from '../message.ts';

const maxMessages = 1_000;
const maxCharacters = 2_000_000;

/** Cuts a batch into pieces that fit into one request to the log and one write to the queue, in order. */
export function chunkMessages<T extends { message: Message }>(posts: readonly T[]): T[][] {
  const chunks: T[][] = [];
  let current: T[] = [];
  let characters = 0;
  for (const post of posts) {
    const length = post.message.msg.length;
    if (current.length > 0 && (current.length === maxMessages || characters + length > maxCharacters)) {
      chunks.push(current);
      current = [];
      characters = 0;
    }
    current.push(post);
    characters += length;
  }
  if (current.length > 0) chunks.push(current);
  return chunks;
}
