import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { didYouMean } from '../text/closest-name.ts';
import { UsageError } from '../errors/errors.ts';
import { readTextFile } from './read-text-file.ts';
import { maxFileBytes } from '../yaml/read-yaml.ts';

export interface FileText {
  /** Its name in error messages. */
  file: string;
  text: string;
}

export interface KnownName {
  name: string;
  origin: 'directory' | 'built-in';
  file: string;
}

/** Whether a word is a file path: it has a slash or ends in .yaml or .yml. Otherwise it is a name. */
export function isFilePath(word: string): boolean {
  return /[\\/]|\.ya?ml$/i.test(word);
}

/** YAML files of one kind, found by name: those in a folder of the working directory, and built-in ones. */
export class NamedFiles {
  /** The word for one of them in messages. */
  readonly #noun: string;
  readonly #folder: string;
  readonly #builtIn: ReadonlyMap<string, string>;

  constructor(noun: string, folder: string, builtIn: ReadonlyMap<string, string>) {
    this.#noun = noun;
    this.#folder = folder;
    this.#builtIn = builtIn;
  }

  /**
   * Reads a file (see `isFilePath`), or a name: first `FOLDER/NAME.yaml` in the directory, then the built-in one.
   * @throws UsageError if there is none, or it cannot be read
   */
  async find(nameOrFile: string, directory: string): Promise<FileText> {
    if (isFilePath(nameOrFile)) return this.#read(nameOrFile, directory);
    const local = await this.#localNames(directory);
    if (local.includes(nameOrFile)) return this.#read(this.#fileOf(nameOrFile), directory);
    const text = this.#builtIn.get(nameOrFile);
    if (text !== undefined) return { file: builtInFile(nameOrFile), text };
    const valid = [...new Set([...local, ...this.#builtIn.keys()])];
    throw new UsageError(`no ${this.#noun} is called "${nameOrFile}"${didYouMean(nameOrFile, valid)}`, {
      hint: `valid names: ${valid.join(', ')}; for a file give its path, for example ./my.yaml`,
    });
  }

  /** All names that `find` knows, those of the directory first. */
  async names(directory: string): Promise<KnownName[]> {
    const local = await this.#localNames(directory);
    const builtInOnly = [...this.#builtIn.keys()].filter((name) => !local.includes(name));
    return [
      ...local.map((name) => ({ name, origin: 'directory' as const, file: this.#fileOf(name) })),
      ...builtInOnly.map((name) => ({ name, origin: 'built-in' as const, file: builtInFile(name) })),
    ];
  }

  async #read(file: string, directory: string): Promise<FileText> {
    return { file, text: await readTextFile(resolve(directory, file), file, maxFileBytes) };
  }

  async #localNames(directory: string): Promise<string[]> {
    // Most directories have no such folder.
    const files = await readdir(resolve(directory, this.#folder)).catch(() => []);
    return files
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => file.slice(0, -'.yaml'.length))
      .sort();
  }

  #fileOf(name: string): string {
    return join(this.#folder, `${name}.yaml`);
  }
}

function builtInFile(name: string): string {
  return `built-in:${name}.yaml`;
}
