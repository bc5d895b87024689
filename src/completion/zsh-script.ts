import type {
  ArgDescription,
  CommandDescription,
  FlagDescription,
  ProgramDescription,
  ValueDescription,
  Word,
} from '../foundation/text/command-description.ts';
import functions from './functions.zsh';
import { quoteForPosix } from '../foundation/text/quote-for-posix.ts';
import { subcommands } from './subcommands.ts';

/** A completion script for zsh: source it, or autoload it as `_distq`. */
export function zshScript(program: ProgramDescription): string {
  const { topics, commands } = program;
  return [
    '#compdef distq',
    `# Completion of distq ${program.version} for zsh, made by: distq completion zsh`,
    'compdef _distq distq',
    '',
    functions,
    ...(['topology', 'scenario'] as const).map((kind) => filesFunction(kind, program.builtIn[kind])),
    ...['', ...topics.map(({ name }) => name)].map((topic) =>
      commandsFunction(topic, subcommands(program, topic)),
    ),
    ...topics.map(({ name }) =>
      wordFunction(
        functionName(name),
        [],
        name,
        commands.filter(({ words }) => words.startsWith(`${name} `)),
      ),
    ),
    ...commands.map(commandFunction),
    wordFunction('_distq', program.leadingFlags, '', [
      ...commands.filter(({ words }) => !words.includes(' ')),
      ...topics.map(({ name }) => ({ words: name, aliases: [] })),
    ]),
    '# Sourced, it only defines; autoloaded, this file is the function that is called the first time.',
    'if [[ ${funcstack[1]} == _distq ]]; then _distq "$@"; fi',
    '',
  ].join('\n');
}

/** Completes the flags before a word, the word, and then the arguments of the word. */
function wordFunction(
  name: string,
  flags: readonly FlagDescription[],
  topic: string,
  choices: readonly Pick<CommandDescription, 'words' | 'aliases'>[],
): string {
  const last = (words: string): string => words.split(' ').at(-1) ?? '';
  return [
    `${name}() {`,
    '  local curcontext=$curcontext state line',
    '  typeset -A opt_args',
    '  _arguments -C \\',
    ...flags.map((flag) => `    ${flagSpec(flag)} \\`),
    `    '1: :${functionName(topic, 'commands')}' \\`,
    "    '*:: :->rest' && return",
    '  [[ $state == rest ]] || return',
    '  case $line[1] in',
    ...choices.map(
      ({ words, aliases }) => `    ${[last(words), ...aliases].join('|')}) ${functionName(words)} ;;`,
    ),
    ...(topic === '' ? [`    help) ${name} ;;`] : []),
    '  esac',
    '}',
    '',
  ].join('\n');
}

function commandFunction({ words, flags, args }: CommandDescription): string {
  const specs = [...flags.map(flagSpec), ...args.map(argSpec)];
  return [
    `${functionName(words)}() {`,
    '  local curcontext=$curcontext state line',
    '  typeset -A opt_args',
    `  _arguments -S ${specs.map((spec) => `\\\n    ${spec}`).join(' ')}`,
    '}',
    '',
  ].join('\n');
}

function flagSpec({ name, char, description, value }: FlagDescription): string {
  const about = `[${description.replaceAll(/[\\[\]]/g, String.raw`\$&`)}]`;
  const follows = value === undefined ? '' : `:${escapeColons(value.label)}:${actionOf(value)}`;
  const equals = value === undefined ? '' : '=';
  const plus = value === undefined ? '' : '+';
  if (char === undefined) return quoteForPosix(`--${name}${equals}${about}${follows}`);
  return `${quoteForPosix(`(-${char} --${name})`)}{-${char}${plus},--${name}${equals}}${quoteForPosix(`${about}${follows}`)}`;
}

function argSpec(arg: ArgDescription, index: number): string {
  const position = arg.isRepeated ? '*' : String(index + 1);
  return quoteForPosix(`${position}:${escapeColons(arg.label)}:${actionOf(arg)}`);
}

function actionOf({ completes }: ValueDescription): string {
  if (completes.kind === 'words') return `(${completes.words.join(' ')})`;
  if (completes.kind === 'nothing') return ' ';
  switch (completes.of) {
    // After a space, zsh adds none of its own options to the arguments.
    case 'part':
      return ' _distq_parts';
    case 'member':
      return ' _distq_parts member';
    case 'session':
      return '_distq_sessions';
    case 'file':
      return '_files';
    case 'directory':
      return '_files -/';
    default:
      return functionName(completes.of, 'files');
  }
}

function filesFunction(kind: 'topology' | 'scenario', builtIn: readonly Word[]): string {
  const folder = { topology: 'topologies', scenario: 'scenarios' }[kind];
  return defineFunction(functionName(kind, 'files'), [
    ...arrayOf('known', builtIn),
    `_distq_files ${folder}`,
  ]);
}

function commandsFunction(topic: string, words: readonly Word[]): string {
  return defineFunction(functionName(topic, 'commands'), [
    ...arrayOf('commands', words),
    '_describe -t commands command commands',
  ]);
}

function arrayOf(name: string, words: readonly Word[]): string[] {
  return [
    `local -a ${name}=(`,
    ...words.map(({ word, description }) => `  ${quoteForPosix(`${word}:${description}`)}`),
    ')',
  ];
}

function defineFunction(name: string, lines: readonly string[]): string {
  return [`${name}() {`, ...lines.map((line) => `  ${line}`), '}', ''].join('\n');
}

function functionName(...words: string[]): string {
  return ['_distq', ...words.filter((word) => word !== '').map((word) => word.replaceAll(' ', '_'))].join(
    '__',
  );
}

function escapeColons(text: string): string {
  return text.replaceAll(':', String.raw`\:`);
}
