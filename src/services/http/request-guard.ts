import type { IncomingMessage } from 'node:http';
import { judgeRequest, type Refusal } from './judge-request.ts';
import { ownHosts } from './own-hosts.ts';

/**
 * Judges each request to a service.
 * @param listenHost name or address it listens on
 * @param publicHost another one by which others reach it
 */
export function requestGuard(
  listenHost: string,
  publicHost?: string,
): (request: IncomingMessage) => Refusal | undefined {
  const isOwnHost = ownHosts(listenHost, publicHost);
  // A client usually sends the same host: then the check costs one comparison per message.
  let lastServed: string | undefined;
  return ({ url: target = '', headers, rawHeaders, httpVersion }) => {
    const hosts = hostsOf(rawHeaders);
    const { origin, 'sec-fetch-site': fetchSite } = headers;
    const isPlain =
      hosts.length === 1 && target.startsWith('/') && origin === undefined && fetchSite === undefined;
    if (isPlain && hosts[0] === lastServed) return undefined;
    const mayOmitHost = httpVersion === '1.0';
    const refusal = judgeRequest({ target, hosts, mayOmitHost, origin, fetchSite }, isOwnHost);
    if (isPlain && refusal === undefined) lastServed = hosts[0];
    return refusal;
  };
}

/** Node.js keeps only the first of several Host headers, and a proxy may have used another one. */
function hostsOf(rawHeaders: readonly string[]): string[] {
  const hosts: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts.push(rawHeaders[index + 1] ?? '');
  }
  return hosts;
}
