/**
 * Makes dist/release of the executables in dist/ and the npm package: npm run release:files -- ADDRESS [DIST]
 * ADDRESS is that of the releases, for the installers. All targets of packaging/targets.json must have been built, and
 * must not be too big (executables.js). DISTQ_TARGETS names another file of targets.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { bundledPackages } from '../build/bundled-packages.js';
import { packageVersion } from '../shared/package-version.js';
import { readTargets } from '../shared/targets.js';
import { readContents } from './contents.js';
import { packExecutables } from './executables.js';
import { sbom } from './sbom.js';
import { stampAddress } from './stamp-address.js';
import { sumsOf } from './sums-of.js';

const run = promisify(execFile);
const [address, dist = 'dist'] = process.argv.slice(2);
if (address === undefined) throw new Error('usage: npm run release:files -- ADDRESS [DIST]');

const version = await packageVersion();
const { targets } = await readTargets(process.env['DISTQ_TARGETS']);

// Before packing, which takes minutes: contents of another build are refused.
const written = await Promise.all(
  Object.entries(targets).map(async ([target, pinned]) => ({
    target,
    pinned,
    contents: await readContents(dist, target),
  })),
);

const into = join(dist, 'release');
await rm(into, { recursive: true, force: true });
await mkdir(into, { recursive: true });
const licenses = { LICENSE: 'LICENSE', 'THIRD-PARTY-LICENSES': 'dist/THIRD-PARTY-LICENSES' };
await packExecutables({ targets: Object.keys(targets), from: dist, licenses, into });
for (const name of ['install.sh', 'install.ps1']) {
  await writeFile(join(into, name), stampAddress(await readFile(name, 'utf8'), address), { mode: 0o755 });
}
await run('npm', ['pack', '--silent', '--pack-destination', into]);
const document = sbom({
  version,
  packages: await bundledPackages(),
  carried: await carriedByTarget(),
  at: new Date(),
});
await writeFile(join(into, `distq-${version}.cdx.json`), `${JSON.stringify(document, null, 2)}\n`);
const sums = await sumsOf(into);
await writeFile(join(into, 'SHA256SUMS'), sums);
process.stdout.write(sums);

/**
 * The contents of each target's executable: as its build recorded them, otherwise as pinned, with the Hazelcast version
 * of the default topology.
 */
async function carriedByTarget() {
  const { stdout } = await run(process.execPath, ['dist/distq.js', 'topology', 'show', 'lab', '--json']);
  const { topology } = z
    .object({ topology: z.object({ cluster: z.object({ version: z.string() }) }) })
    .parse(JSON.parse(stdout));
  const hazelcast = { version: topology.cluster.version };
  return Object.fromEntries(
    written.map(({ target, pinned, contents }) => [target, contents ?? { ...pinned, hazelcast }]),
  );
}
