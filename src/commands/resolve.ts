import { didYouMean } from '../foundation/text/closest-name.ts';
import { UsageError } from '../foundation/errors/errors.ts';

export interface Resolved {
  /** undefined: no command was named; show the general help, or that of `topic`. */
  id?: string;
  topic?: string;
  /** Flags and arguments of the command. */
  args: string[];
}

/** Maps the ids of commands and of aliases to commands. */
export interface KnownCommands {
  ids: readonly string[];
  aliases: ReadonlyMap<string, string>;
}

const helpFlags: ReadonlySet<string> = new Set(['--help', '-h']);
/** Flags of every command that may also stand before the command. */
const leadingFlags: ReadonlySet<string> = new Set(['--json', '--no-color', ...helpFlags]);

/**
 * Finds the command that the arguments name. `help X` becomes `X --help`.
 * @throws UsageError for an unknown command, with similar names
 */
export function resolveCommand(args: readonly string[], known: KnownCommands): Resolved {
  const wordsFrom = args.findIndex((arg) => !leadingFlags.has(arg));
  const leading = args.slice(0, wordsFrom === -1 ? undefined : wordsFrom);
  const words = wordsFrom === -1 ? [] : args.slice(wordsFrom);
  if (words[0] === 'help') return resolveCommand([...words.slice(1), ...leading, '--help'], known);
  const [word, subword] = words;
  if (word === undefined) return { args: leading };
  if (word.startsWith('-')) throw unknownGlobalFlag(word);

  const topicIds = known.ids.filter((id) => id.startsWith(`${word}:`));
  if (topicIds.length > 0) return resolveInTopic(word, subword, words.slice(2), leading, topicIds);
  const id = known.ids.includes(word) ? word : known.aliases.get(word);
  if (id === undefined) throw unknownCommand(word, known);
  return { id, args: [...leading, ...words.slice(1)] };
}

function resolveInTopic(
  topic: string,
  subword: string | undefined,
  rest: string[],
  leading: string[],
  topicIds: readonly string[],
): Resolved {
  if (subword === undefined || helpFlags.has(subword)) return { topic, args: leading };
  const id = `${topic}:${subword}`;
  if (topicIds.includes(id)) return { id, args: [...leading, ...rest] };
  const choices = topicIds.map((choice) => choice.slice(topic.length + 1));
  throw new UsageError(`unknown command: ${topic} ${subword}${didYouMean(subword, choices)}`, {
    hint: `the commands are: ${choices.map((choice) => `${topic} ${choice}`).join(', ')}`,
  });
}

function unknownCommand(word: string, known: KnownCommands): UsageError {
  const names = [
    ...new Set([...known.ids.map((id) => id.split(':')[0] ?? id), ...known.aliases.keys()]),
  ].sort();
  return new UsageError(`unknown command: ${word}${didYouMean(word, names)}`, {
    hint: `the commands are: ${names.join(', ')}`,
  });
}

function unknownGlobalFlag(flag: string): UsageError {
  return new UsageError(`unknown flag: ${flag}`, {
    hint: 'only --json, --no-color, --help and --version may stand before the command; put other flags after it',
  });
}
