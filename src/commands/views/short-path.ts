import { isAbsolute, relative } from 'node:path';

/** A path as seen from the working directory, where that is no detour. */
export function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
}
