/** All parts of a topology listen on this host. */
export const host = '127.0.0.1';

/**
 * `ours`: a distq service; it starts no other processes. `foreign`: any program, which may start others that outlive
 * it. `container`: the container engine listens for it.
 */
export type Program = 'ours' | 'foreign' | 'container';

/** The addresses on which a program may listen: foreign programs may resolve `localhost` to IPv6. */
export function listenHosts(program: Program): readonly string[] {
  return program === 'foreign' ? [host, '::1'] : [host];
}
