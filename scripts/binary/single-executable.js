import { execFile } from 'node:child_process';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { project } from '../shared/project.js';
import { firstLineOf } from './first-line-of.js';
import { executableScript } from './main-scripts.js';
import { strippedCopy } from './node-base.js';

const run = promisify(execFile);

const postject = join(project, 'packaging/node_modules/postject/dist/cli.js');

/** Node.js searches its own file for this text (https://nodejs.org/api/single-executable-applications.html). */
const sentinel = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * Makes one file of a Node.js, the program and what it carries.
 * @param {{ base: string, generator: string, assets: Record<string, string>, into: string, outfile: string, target: string }} options
 *   `generator`: a Node.js of the same version that runs on this machine
 */
export async function singleExecutable({ base, generator, assets, into, outfile, target }) {
  const main = join(into, 'main.cjs');
  await writeFile(main, executableScript());
  const blob = join(into, 'sea.blob');
  const config = join(into, 'sea-config.json');
  await writeFile(
    config,
    JSON.stringify({
      main,
      output: blob,
      disableExperimentalSEAWarning: true,
      useCodeCache: false,
      assets,
    }),
  );
  await run(generator, ['--experimental-sea-config', config]);
  const part = `${outfile}.part`;
  await strippedCopy(base, part);
  await run(process.execPath, [
    ...[postject, part, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', sentinel],
    ...(target.startsWith('darwin') ? ['--macho-segment-name', 'NODE_SEA'] : []),
  ]);
  if (target.startsWith('darwin')) await signAdHoc(part);
  await rename(part, outfile);
}

/**
 * macOS on arm64 runs only signed programs; the tool for signing exists only on a Mac.
 * @param {string} file
 */
async function signAdHoc(file) {
  await run('codesign', ['--sign', '-', '--force', file]).catch((/** @type {unknown} */ error) => {
    console.warn(`not signed: ${firstLineOf(error)}; on a Mac: codesign --sign - --force FILE`);
  });
}
