import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';

const project = join(import.meta.dirname, '..', '..', '..');

export interface BuiltExecutable {
  path: string;
  /** Why it can't be tested; undefined if it can. */
  lacks: string | undefined;
}

/** The executable for this machine. One that is older than the sources would tell nothing about them. */
export function builtExecutable(): BuiltExecutable {
  const path = join(project, 'dist', `distq-${process.platform}-${process.arch}`);
  if (!existsSync(path)) return { path, lacks: 'it is not built: npm run build:binary' };
  const builtMs = statSync(path).mtimeMs;
  const sources = globSync(['src/**', 'topologies/*.yaml', 'scenarios/*.yaml', 'packaging/*.json'], {
    cwd: project,
    absolute: true,
  });
  const newer = sources.find((source) => statSync(source).mtimeMs > builtMs);
  return { path, lacks: newer && `${newer} is newer: npm run build:binary` };
}
