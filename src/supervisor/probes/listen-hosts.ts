/** The host on which everything of a topology listens. */
export const host = '127.0.0.1';

/**
 * `ours`: listens by itself, and leaves nothing behind. `foreign`: any program, which may start others that outlive it. `container`: the
 * engine listens for it.
 */
export type Program = 'ours' | 'foreign' | 'container';

/** Where a program may listen: foreign programs may resolve `localhost` to an address of IPv6. */
export function listenHosts(program: Program): readonly string[] {
  return program === 'foreign' ? [host, '::1'] : [host];
}
