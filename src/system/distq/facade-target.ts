/**
 * What a request for this address asks for, path and query: the address as it stands, and where it names no path, that of our facade.
 */
export function facadeTarget({ pathname, search }: URL): string {
  return `${pathname === '/' ? '/facade' : pathname}${search}`;
}
