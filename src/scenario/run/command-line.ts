import { posixWord } from '../../foundation/text/quote-for-posix.ts';

/** The command line of distq with these arguments, quoted for a shell. */
export function commandLine(...args: (string | number)[]): string {
  return ['distq', ...args.map(String).map(posixWord)].join(' ');
}
