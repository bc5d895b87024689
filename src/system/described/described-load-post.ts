import { v4 as randomUuid } from 'uuid';
import type { PostContract } from '../../protocol/client-contract.ts';
import type { LoadPost } from '../contract/system.ts';
import { judgeAnswer } from './judge-answer.ts';
import { keyHeaders } from './key-headers.ts';
import { postRequest } from './post-request.ts';

/** The posts of a load test; only the text and the key change between requests. */
export function describedLoadPost(contract: PostContract, address: URL, sizeBytes: number): LoadPost {
  const sample = postRequest(contract, 'x'.repeat(sizeBytes));
  const head = [
    `${sample.method} ${address.pathname}${address.search} HTTP/1.1`,
    `host: ${address.host}`,
    ...Object.entries(sample.headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(sample.body)}`,
  ].join('\r\n');
  return {
    requestOf: (text) => `${head}${keyLine(contract)}\r\n\r\n${latin1(postRequest(contract, text).body)}`,
    judge: (answer) => judgeAnswer(contract, answer).kind,
  };
}

function keyLine(contract: PostContract): string {
  const lines = Object.entries(keyHeaders(contract, randomUuid()));
  return lines.map(([name, value]) => `\r\n${name}: ${value}`).join('');
}

/** Bytes of UTF-8 as characters: a request is sent as latin1. */
function latin1(body: string): string {
  return Buffer.from(body).toString('latin1');
}
