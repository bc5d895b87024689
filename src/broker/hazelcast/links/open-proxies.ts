import { LinkProxy, type LinkProxyOptions } from './link-proxy.ts';

/**
 * Listens with all of these proxies, or with none.
 * @throws what the operating system answers if a port cannot be had
 */
export async function openProxies(wanted: readonly LinkProxyOptions[]): Promise<LinkProxy[]> {
  const opened = await Promise.allSettled(wanted.map((options) => LinkProxy.listen(options)));
  const proxies = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = opened.find((result) => result.status === 'rejected');
  if (failed === undefined) return proxies;
  await Promise.all(proxies.map((proxy) => proxy.close()));
  throw failed.reason;
}
