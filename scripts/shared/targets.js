import { join } from 'node:path';
import { z } from 'zod';
import { project } from './project.js';
import { readJson } from './read-json.js';

const pinnedNode = z.object({
  package: z.string(),
  version: z.string(),
  sha256: z.string(),
  /** Path of the program in the package. */
  program: z.string(),
});
const pinnedJava = z.object({
  package: z.string(),
  version: z.string(),
  platform: z.string(),
  sha256: z.string(),
});
const pinned = z.object({ node: pinnedNode, java: pinnedJava });
const targetsFile = z.object({
  targets: z.record(z.string(), pinned),
  generators: z.record(z.string(), pinnedNode),
});

/** @typedef {z.infer<typeof pinnedNode>} PinnedNode a package of npm with a Node.js */
/** @typedef {z.infer<typeof pinnedJava>} PinnedJava a wheel of PyPI with a Java */
/** @typedef {z.infer<typeof pinned>} Pinned what the executable of a target is made from */

/**
 * `targets`: by OS-ARCH. `generators`: by version, the Node.js that makes executables of that version on this machine.
 * @param {string} [file]
 */
export function readTargets(file = join(project, 'packaging', 'targets.json')) {
  return readJson(file, targetsFile);
}
