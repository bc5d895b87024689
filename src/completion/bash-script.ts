import bashFunctions from './functions.bash';
import type { FlagDescription, ProgramDescription } from '../foundation/text/command-description.ts';
import { quoteForPosix } from '../foundation/text/quote-for-posix.ts';
import { subcommands } from './subcommands.ts';
import { argCases, flagCases, type ValueCase } from './value-cases.ts';

/** A completion script for bash 3.2 and later. It needs neither the package bash-completion nor distq itself. */
export function bashScript(program: ProgramDescription): string {
  return [
    `# Completion of distq ${program.version} for bash, made by: distq completion bash`,
    '',
    table('_distq_flag_takes', flagCases(program).map(takesCase)),
    table('_distq_arg_takes', argCases(program).map(takesCase)),
    table('_distq_flags', [
      ...program.commands.map(
        ({ words, flags }) => `${quoteForPosix(words)}) flags=${quoteForPosix(spellings(flags))} ;;`,
      ),
      `*) flags=${quoteForPosix(spellings(program.leadingFlags))} ;;`,
    ]),
    table('_distq_commands', commandCases(program)),
    table('_distq_canonical', [
      ...program.commands.flatMap(({ words, aliases }) =>
        aliases.map((alias) => `${quoteForPosix(alias)}) command=${quoteForPosix(words)} ;;`),
      ),
      '*) command=$1 ;;',
    ]),
    table('_distq_built_in', [
      `topology) built_in=${quoteForPosix(program.builtIn.topology.map(({ word }) => word).join(' '))} ;;`,
      `scenario) built_in=${quoteForPosix(program.builtIn.scenario.map(({ word }) => word).join(' '))} ;;`,
    ]),
    bashFunctions,
  ].join('\n');
}

function takesCase({ keys, takes }: ValueCase): string {
  return `${keys.map(pattern).join(' | ')}) takes=${quoteForPosix(takes)} ;;`;
}

/** A star at the end is kept as a star. */
function pattern(key: string): string {
  return key.endsWith('*') ? `${quoteForPosix(key.slice(0, -1))}*` : quoteForPosix(key);
}

function commandCases(program: ProgramDescription): string[] {
  const following = (topic: string): string =>
    quoteForPosix(
      subcommands(program, topic)
        .map(({ word }) => word)
        .join(' '),
    );
  return [
    `'') commands=${following('')} ;;`,
    ...program.topics.map(({ name }) => `${name}) commands=${following(name)} ;;`),
    `*) commands='' ;;`,
  ];
}

function spellings(flags: readonly FlagDescription[]): string {
  const long = flags.map(({ name }) => `--${name}`);
  const short = flags.flatMap(({ char }) => (char === undefined ? [] : [`-${char}`]));
  return [...long, ...short].join(' ');
}

function table(name: string, cases: readonly string[]): string {
  return [`${name}() {`, '  case $1 in', ...cases.map((line) => `    ${line}`), '  esac', '}', ''].join('\n');
}
