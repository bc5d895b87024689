/**
 * The command line as data, made from the command classes (`commands/frame/describe-commands.ts`) for completion
 * scripts and the manual page.
 */
export interface ProgramDescription {
  name: string;
  version: string;
  description: string;
  /** Topics: first words that only group commands. */
  topics: readonly { name: string; description: string }[];
  commands: readonly CommandDescription[];
  /** Flags that go before a command. */
  leadingFlags: readonly FlagDescription[];
  /** Built-in names with their descriptions. */
  builtIn: Record<'topology' | 'scenario', readonly Word[]>;
}

export interface CommandDescription {
  /** Its words, joined by a space: `scenario run`. */
  words: string;
  /** Its aliases. */
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
  /** Undefined: the flag takes no value. */
  value: ValueDescription | undefined;
  /** Common to every command. */
  isGlobal: boolean;
  defaultText: string | undefined;
  /** The environment variable that also sets it. */
  env: string | undefined;
}

export interface ArgDescription extends ValueDescription {
  description: string;
  isRequired: boolean;
  /** It takes one or more words; only the last argument can. */
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
 * `topology`, `scenario`: a name or a YAML file. `part`: service, instance or member of the running session. `session`:
 * a running session of the directory. `file`, `directory`: any.
 */
export const nameKinds = ['topology', 'scenario', 'part', 'member', 'session', 'file', 'directory'] as const;
export type NameKind = (typeof nameKinds)[number];

export interface Word {
  word: string;
  description: string;
}
