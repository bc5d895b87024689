import type { PostContract } from '../../protocol/client-contract.ts';
import type { LoadPost } from '../contract/system.ts';
import { judgeAnswer } from './judge-answer.ts';
import { postRequest } from './post-request.ts';

/** The posts of a load test; only the text changes between requests. */
export function describedLoadPost(contract: PostContract, address: URL, sizeBytes: number): LoadPost {
  const sample = postRequest(contract, 'x'.repeat(sizeBytes));
  const head = [
    `${sample.method} ${address.pathname}${address.search} HTTP/1.1`,
    `host: ${address.host}`,
    ...Object.entries(sample.headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(sample.body)}`,
  ].join('\r\n');
  return {
    requestOf: (text) => `${head}\r\n\r\n${latin1(postRequest(contract, text).body)}`,
    judge: (answer) => judgeAnswer(contract, answer).kind,
  };
}

/** Bytes of UTF-8 as characters: a request is sent as latin1. */
function latin1(body: string): string {
  return Buffer.from(body).toString('latin1');
}
