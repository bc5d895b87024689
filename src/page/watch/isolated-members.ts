import type { LinkStatus } from '../../protocol/links.ts';

/** The members of which every other one is cut off, in one direction at least. */
export function isolatedMembers(names: readonly string[], links: readonly LinkStatus[]): Set<string> {
  const cut = links.filter((link) => link.cut !== undefined);
  const areApart = (a: string, b: string): boolean =>
    cut.some(({ from, to }) => (from === a && to === b) || (from === b && to === a));
  const isApart = (name: string): boolean => {
    const others = names.filter((other) => other !== name);
    return others.length > 0 && others.every((other) => areApart(name, other));
  };
  return new Set(names.filter(isApart));
}
