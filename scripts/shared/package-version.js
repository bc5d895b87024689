import { join } from 'node:path';
import { z } from 'zod';
import { project } from './project.js';
import { readJson } from './read-json.js';

/** The version in package.json. */
export async function packageVersion() {
  const { version } = await readJson(join(project, 'package.json'), z.object({ version: z.string() }));
  return version;
}
