import type {
  CommandDescription,
  Completes,
  ProgramDescription,
} from '../foundation/text/command-description.ts';

/** Flags or arguments with the same values, for which a script offers the same completions. */
export interface ValueCase {
  /**
   * For a flag: `COMMAND --flag` or `COMMAND -f`. For an argument: `COMMAND N`, counted from 0, or `COMMAND *` for all
   * further ones.
   */
  keys: string[];
  /** A name kind, `nothing`, or `words A B …`. */
  takes: string;
}

/** Every flag with a value, grouped by the kind of value. */
export function flagCases({ commands }: ProgramDescription): ValueCase[] {
  return grouped(
    commands.flatMap(({ words, flags }) =>
      flags.flatMap(({ name, char, value }) => {
        if (value === undefined) return [];
        const spellings = [`--${name}`, ...(char === undefined ? [] : [`-${char}`])];
        return spellings.map((flag) => ({ key: `${words} ${flag}`, takes: takesOf(value.completes) }));
      }),
    ),
  );
}

/** Every argument with values to offer. */
export function argCases({ commands }: ProgramDescription): ValueCase[] {
  return grouped(commands.flatMap(argsOf)).filter(({ takes }) => takes !== 'nothing');
}

function argsOf({ words, args }: CommandDescription): { key: string; takes: string }[] {
  return args.map(({ isRepeated, completes }, index) => ({
    key: `${words} ${isRepeated ? '*' : index}`,
    takes: takesOf(completes),
  }));
}

function takesOf(completes: Completes): string {
  if (completes.kind === 'words') return ['words', ...completes.words].join(' ');
  return completes.kind === 'names' ? completes.of : 'nothing';
}

function grouped(found: readonly { key: string; takes: string }[]): ValueCase[] {
  const cases = new Map<string, ValueCase>();
  for (const { key, takes } of found) {
    const existing = cases.get(takes);
    if (existing === undefined) cases.set(takes, { keys: [key], takes });
    else existing.keys.push(key);
  }
  return [...cases.values()];
}
