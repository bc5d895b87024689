import type { Plugin } from 'esbuild';

/** Gives a bundle the modules `built-in:FOLDER` (src/built-in-files.d.ts). */
export const builtInFiles: Plugin;

/**
 * @param folder of the project
 * @returns the source of the module `built-in:FOLDER`: each YAML file of the folder, by name
 */
export function builtInModule(folder: string): Promise<string>;
