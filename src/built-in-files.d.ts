/** The build lists the YAML files of a folder of the project, sorted by name (scripts/build/built-in-files.js, vitest.config.ts). */
declare module 'built-in:*' {
  /** `name` without the ending. */
  export const files: readonly { name: string; text: string }[];
}
