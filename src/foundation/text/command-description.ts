/** The command line as data: from the command classes (`commands/describe-commands.ts`) to completion scripts and the manual page. */
export interface ProgramDescription {
  name: string;
  version: string;
  description: string;
  /** First words that only lead to further commands. */
  topics: readonly { name: string; description: string }[];
  commands: readonly CommandDescription[];
  /** Flags that go before a command. */
  leadingFlags: readonly FlagDescription[];
  /** Names that are known in every directory, with what they mean. */
  builtIn: Record<'topology' | 'scenario', readonly Word[]>;
}

export interface CommandDescription {
  /** The words that call it, joined by a space: `scenario run`. */
  words: string;
  /** Other names of it. */
  aliases: readonly string[];
  summary: string;
  description: string;
  flags: readonly FlagDescription[];
  args: readonly ArgDescription[];
  examples: readonly Example[];
}

export interface Example {
  command: string;
  description: string;
}

export interface FlagDescription {
  /** Without the two dashes. */
  name: string;
  /** One letter, without the dash. */
  char: string | undefined;
  description: string;
  /** Undefined: it is a switch. */
  value: ValueDescription | undefined;
  /** Every command has it. */
  isGlobal: boolean;
  defaultText: string | undefined;
  /** The environment variable that gives it, too. */
  env: string | undefined;
}

export interface ArgDescription extends ValueDescription {
  description: string;
  isRequired: boolean;
  /** It takes one or more words; always the last. */
  isRepeated: boolean;
}

export interface ValueDescription {
  /** As help shows it: NAME, FILE, MS. */
  label: string;
  completes: Completes;
}

/** What a shell offers for a value. */
export type Completes =
  { kind: 'words'; words: readonly string[] } | { kind: 'names'; of: NameKind } | { kind: 'nothing' };

/**
 * `topology`, `scenario`: a name or a YAML file. `part`: service, instance or member of the running session. `session`: one that runs in the
 * directory. `file`, `directory`: any.
 */
export const nameKinds = ['topology', 'scenario', 'part', 'member', 'session', 'file', 'directory'] as const;
export type NameKind = (typeof nameKinds)[number];

export interface Word {
  word: string;
  description: string;
}
