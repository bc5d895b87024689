import type {
  ArgDescription,
  CommandDescription,
  FlagDescription,
  ProgramDescription,
} from '../foundation/text/command-description.ts';
import { bold, italic, item, paragraph, section, subsection, title, typed } from './roff.ts';
import { environment, examples, exitCodes, files, seeAlso, type Terms } from './sections.ts';

/** The manual page of the whole command line, distq(1), as source for man(1). */
export function manPage(program: ProgramDescription): string {
  const { name, version, description, commands } = program;
  const globals = [...(commands[0]?.flags ?? []).filter(({ isGlobal }) => isGlobal), ...program.leadingFlags];
  const parts = [
    title(name, 1, `${name} ${version}`),
    section('NAME'),
    `${name} \\- start a message-queue system, break it, and prove that no message was lost`,
    section('SYNOPSIS'),
    `${bold(name)} ${italic('COMMAND')} [${italic('FLAG')}...] [${italic('ARGUMENT')}...]`,
    section('DESCRIPTION'),
    paragraph(description),
    paragraph(
      'Results go to standard output, progress and warnings to standard error. Every command has --json for scripts.',
    ),
    section('COMMANDS'),
    ...commands.flatMap(commandPart),
    section('GLOBAL FLAGS'),
    paragraph(
      'Every command takes these; --json, --no-color, --help and --version may also stand before it.',
    ),
    ...uniqueByName(globals).map(flagItem),
    ...listSection('EXIT STATUS', exitCodes),
    ...listSection('ENVIRONMENT', environment),
    ...listSection('FILES', files),
    section('EXAMPLES'),
    ...examples.flatMap(([what, command]) => [paragraph(`${what}:`), typed(command)]),
    section('SEE ALSO'),
    paragraph(seeAlso),
    paragraph('distq help COMMAND shows the help of one command with all of its examples.'),
  ];
  return `${parts.join('\n')}\n`;
}

function commandPart({ words, aliases, summary, description, flags, args }: CommandDescription): string[] {
  return [
    subsection(`distq ${words}${args.map(argText).join('')}`),
    paragraph(`${summary}.`),
    ...(description === '' || description === summary ? [] : [paragraph(description)]),
    ...(aliases.length === 0 ? [] : [paragraph(`Also called ${aliases.join(', ')}.`)]),
    ...args.filter((arg) => arg.description !== '').map((arg) => item(italic(arg.label), choicesOf(arg))),
    ...flags.filter(({ isGlobal }) => !isGlobal).map(flagItem),
  ];
}

function argText({ label, isRequired, isRepeated }: ArgDescription): string {
  const dots = isRepeated ? '...' : '';
  return isRequired ? ` ${label}${dots}` : ` [${label}${dots}]`;
}

function choicesOf({ description, completes }: ArgDescription): string {
  return completes.kind === 'words' ? `${description}: ${completes.words.join(', ')}` : description;
}

function flagItem({ name, char, description, value, defaultText, env }: FlagDescription): string {
  const short = char === undefined ? '' : `${bold(`-${char}`)}, `;
  const long = `${bold(`--${name}`)}${value === undefined ? '' : `=${italic(value.label)}`}`;
  const also = [
    ...(defaultText === undefined ? [] : [`default: ${defaultText}`]),
    ...(env === undefined ? [] : [`environment: ${env}`]),
  ];
  return item(`${short}${long}`, `${description}${also.length === 0 ? '' : ` [${also.join('; ')}]`}`);
}

function listSection(name: string, terms: Terms): string[] {
  return [section(name), ...terms.map(([term, meaning]) => item(bold(term), meaning))];
}

function uniqueByName(flags: readonly FlagDescription[]): FlagDescription[] {
  return [...new Map(flags.map((flag) => [flag.name, flag])).values()];
}
