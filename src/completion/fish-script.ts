import type {
  ArgDescription,
  CommandDescription,
  Completes,
  FlagDescription,
  ProgramDescription,
  Word,
} from '../foundation/text/command-description.ts';
import functions from './functions.fish';
import { subcommands } from './subcommands.ts';
import { flagCases } from './value-cases.ts';

/** A completion script for fish 3.2 and later. */
export function fishScript(program: ProgramDescription): string {
  const { version, commands, topics, leadingFlags } = program;
  return [
    `# Completion of distq ${version} for fish, made by: distq completion fish`,
    '',
    functions,
    ...switchFunction('__distq_takes_value', [
      { patterns: flagCases(program).flatMap(({ keys }) => keys), lines: ['return 0'] },
      { patterns: ['*'], lines: ['return 1'] },
    ]),
    ...switchFunction('__distq_is_topic', [
      { patterns: topics.map(({ name }) => name), lines: ['return 0'] },
      { patterns: ['*'], lines: ['return 1'] },
    ]),
    ...switchFunction('__distq_canonical', [
      ...commands.flatMap(({ words, aliases }) =>
        aliases.length === 0 ? [] : [{ patterns: aliases, lines: [`echo ${words}`] }],
      ),
      { patterns: ['*'], lines: ['echo $argv[1]'] },
    ]),
    ...switchFunction(
      '__distq_built_in',
      (['topology', 'scenario'] as const).map((kind) => ({
        patterns: [kind],
        lines: program.builtIn[kind].map(
          ({ word, description }) => `printf '%s\\t%s\\n' ${quote(word)} ${quote(description)}`,
        ),
      })),
    ),
    'complete -c distq -f',
    ...offerWords('__distq_at_start', subcommands(program, '')),
    ...topics.flatMap(({ name }) => offerWords(`__distq_at ${name} 0`, subcommands(program, name))),
    ...leadingFlags.map((flag) => offerFlag('__distq_at_start', flag)),
    ...commands.flatMap(offerCommand),
    '',
  ].join('\n');
}

function offerCommand({ words, flags, args }: CommandDescription): string[] {
  const at = `__distq_at ${quote(words)}`;
  return [
    ...flags.map((flag) => offerFlag(at, flag)),
    ...args.flatMap((arg, index) => offerArg(arg.isRepeated ? at : `${at} ${index}`, arg)),
  ];
}

function offerFlag(condition: string, { name, char, description, value }: FlagDescription): string {
  return [
    `complete -c distq -n ${quote(condition)}`,
    ...(char === undefined ? [] : [`-s ${char}`]),
    `-l ${name}`,
    ...(value === undefined ? [] : valuesOf(value.completes)),
    `-d ${quote(description)}`,
  ].join(' ');
}

function offerArg(condition: string, { completes }: ArgDescription): string[] {
  if (completes.kind === 'nothing') return [];
  return [
    `complete -c distq -n ${quote(`${condition}; and not __distq_helps`)} ${valuesOf(completes)
      .join(' ')
      .replace(/^-[xr]/, '')}`,
  ];
}

/** A flag with a value requires it even if there is nothing to offer. */
function valuesOf(completes: Completes): string[] {
  if (completes.kind === 'words') return ['-x', `-a ${quote(completes.words.join(' '))}`];
  if (completes.kind === 'nothing') return ['-x'];
  switch (completes.of) {
    case 'part':
      return ['-x', `-a '(__distq_parts)'`];
    case 'member':
      return ['-x', `-a '(__distq_parts member)'`];
    case 'session':
      return ['-x', `-a '(__distq_sessions)'`];
    case 'file':
      return ['-r', '-F'];
    case 'directory':
      return ['-x', `-a '(__distq_directories)'`];
    case 'topology':
      return ['-x', `-a '(__distq_built_in topology; __distq_files topologies)'`];
    case 'scenario':
      return ['-x', `-a '(__distq_built_in scenario; __distq_files scenarios)'`];
  }
}

function offerWords(condition: string, words: readonly Word[]): string[] {
  return words.map(
    ({ word, description }) => `complete -c distq -n ${quote(condition)} -a ${word} -d ${quote(description)}`,
  );
}

function switchFunction(
  name: string,
  cases: { patterns: readonly string[]; lines: readonly string[] }[],
): string[] {
  return [
    `function ${name}`,
    '    switch $argv[1]',
    ...cases.flatMap(({ patterns, lines }) => [
      `        case ${patterns.map(quote).join(' ')}`,
      ...lines.map((line) => `            ${line}`),
    ]),
    '    end',
    'end',
    '',
  ];
}

function quote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
