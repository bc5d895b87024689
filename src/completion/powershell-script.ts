import type { FlagDescription, ProgramDescription, Word } from '../foundation/text/command-description.ts';
import functions from './functions.ps1';
import { subcommands } from './subcommands.ts';
import { argCases, flagCases, type ValueCase } from './value-cases.ts';

/** A completion script for Windows PowerShell 5.1 and PowerShell 7. */
export function powershellScript(program: ProgramDescription): string {
  const { version, commands, topics, leadingFlags, builtIn } = program;
  return [
    `# Completion of distq ${version} for PowerShell, made by: distq completion powershell`,
    '',
    ...table('FlagTakes', takesEntries(flagCases(program))),
    ...table('ArgTakes', takesEntries(argCases(program))),
    ...table(
      'Aliases',
      commands.flatMap(({ words, aliases }) => aliases.map((alias) => entry(alias, quote(words)))),
    ),
    ...table(
      'Commands',
      ['', ...topics.map(({ name }) => name)].map((topic) =>
        entry(topic, listOf(subcommands(program, topic))),
      ),
    ),
    ...table('Flags', [
      entry('', listOf(flagWords(leadingFlags))),
      ...commands.map(({ words, flags }) => entry(words, listOf(flagWords(flags)))),
    ]),
    ...table('BuiltIn', [
      entry('topology', listOf(builtIn.topology)),
      entry('scenario', listOf(builtIn.scenario)),
    ]),
    functions,
  ].join('\n');
}

function takesEntries(cases: readonly ValueCase[]): string[] {
  return cases.flatMap(({ keys, takes }) => keys.map((key) => entry(key, quote(takes))));
}

function flagWords(flags: readonly FlagDescription[]): Word[] {
  return flags.flatMap(({ name, char, description }) => [
    { word: `--${name}`, description },
    ...(char === undefined ? [] : [{ word: `-${char}`, description }]),
  ]);
}

function table(name: string, entries: readonly string[]): string[] {
  return [`$global:Distq${name} = @{`, ...entries.map((line) => `    ${line}`), '}', ''];
}

function entry(key: string, value: string): string {
  return `${quote(key)} = ${value}`;
}

function listOf(words: readonly Word[]): string {
  const items = words.map(
    ({ word, description }) =>
      `\n        [pscustomobject]@{ Word = ${quote(word)}; Tip = ${quote(description)} }`,
  );
  return `@(${items.join('')}\n    )`;
}

/** PowerShell treats typographic quotation marks as plain ones. */
function quote(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}
