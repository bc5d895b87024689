/** Path and query of a request for this address; an address without a path means the path of distq's facade. */
export function facadeTarget({ pathname, search }: URL): string {
  return `${pathname === '/' ? '/facade' : pathname}${search}`;
}
