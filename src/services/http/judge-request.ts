/** Headers that show the target of a request and the page that it comes from. */
export interface RequestOrigin {
  /** As in the request line: a path, or an absolute address. */
  target: string;
  /** The value of each Host header. */
  hosts: readonly string[];
  /** Only HTTP/1.0 clients may omit the Host. */
  mayOmitHost: boolean;
  origin: string | undefined;
  fetchSite: string | undefined;
}

export interface Refusal {
  status: 400 | 403;
  error: string;
}

/**
 * Refuses requests that a page of another site makes a browser send. With a host name that resolves to this machine
 * (DNS rebinding) the browser treats such a page as same-origin; only the Host reveals it.
 * @param isOwnHost see own-hosts.ts
 * @returns undefined: allowed
 */
export function judgeRequest(
  request: RequestOrigin,
  isOwnHost: (name: string) => boolean,
): Refusal | undefined {
  const { target, hosts, mayOmitHost, origin, fetchSite } = request;
  const [host, second] = hosts;
  if (second !== undefined) return { status: 400, error: 'More Than One Host' };
  if (host === undefined && !mayOmitHost) return { status: 400, error: 'No Host in Request' };
  const named = host === undefined ? undefined : siteOf(`http://${host}`);
  if (host !== undefined && (named === undefined || !isPlainHost(host)))
    return { status: 400, error: 'Malformed Host' };
  // With an absolute address the Host repeats its host (RFC 9112, 3.2.2) and may differ: both must be ours.
  const addressed = /^[a-z][a-z0-9+.-]*:\/\//i.test(target) ? siteOf(target) : named;
  for (const site of [named, addressed])
    if (site !== undefined && !isOwnHost(hostNameOf(site)))
      return { status: 403, error: `Host Not Allowed: '${site.host}'` };
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return crossSite;
  if (origin !== undefined && (addressed === undefined || siteOf(origin)?.origin !== addressed.origin))
    return crossSite;
  return undefined;
}

const crossSite = {
  status: 403,
  error: 'Cross-Site Request: pages of other sites are not served',
} as const;

function siteOf(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Only name and port: a URL would also accept a path, a user and more. */
function isPlainHost(host: string): boolean {
  return /^(\[[0-9a-f:.]+\]|[^\s/?#@\\[\]:]+)(:\d*)?$/i.test(host);
}

function hostNameOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
