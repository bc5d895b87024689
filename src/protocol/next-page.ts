/** The maximum number of messages in one page. */
export const mostAPage = 10_000;

/**
 * The query of the next page in an answer's `Link` (RFC 8288).
 * @returns undefined if there is none
 */
export function nextPage(link: string | string[] | undefined): URLSearchParams | undefined {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec([link].flat().join())?.[1];
  return target === undefined ? undefined : new URL(target, 'http://localhost').searchParams;
}
