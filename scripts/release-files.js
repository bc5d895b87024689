/**
 * Makes dist/release of the executables in dist/ and the npm package: npm run release:files -- ADDRESS [DIST]
 * ADDRESS is that of the releases, for the installers. All targets of packaging/targets.json must have been built, and
 * must not be too big (scripts/release/executables.js).
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundledPackages } from './bundled-packages.js';
import { packExecutables } from './release/executables.js';
import { sbom } from './release/sbom.js';
import { stampAddress } from './release/stamp.js';
import { sumsOf } from './release/sums.js';

const run = promisify(execFile);
const [address, dist = 'dist'] = process.argv.slice(2);
if (address === undefined) throw new Error('usage: npm run release:files -- ADDRESS [DIST]');

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const { targets } = JSON.parse(await readFile(process.env.DISTQ_TARGETS ?? 'packaging/targets.json', 'utf8'));

const into = join(dist, 'release');
await rm(into, { recursive: true, force: true });
await mkdir(into, { recursive: true });
const licenses = { LICENSE: 'LICENSE', 'THIRD-PARTY-LICENSES': 'dist/THIRD-PARTY-LICENSES' };
await packExecutables({ targets: Object.keys(targets), from: dist, licenses, into });
for (const name of ['install.sh', 'install.ps1']) {
  await writeFile(join(into, name), stampAddress(await readFile(name, 'utf8'), address), { mode: 0o755 });
}
await run('npm', ['pack', '--silent', '--pack-destination', into]);
const parts = { version, hazelcast: await carriedHazelcast(), packages: await bundledPackages(), targets };
const document = sbom({ ...parts, at: new Date() });
await writeFile(join(into, `distq-${version}.cdx.json`), `${JSON.stringify(document, null, 2)}\n`);
const sums = await sumsOf(into);
await writeFile(join(into, 'SHA256SUMS'), sums);
process.stdout.write(sums);

/** Executables carry the version that the default topology runs. */
async function carriedHazelcast() {
  const { stdout } = await run(process.execPath, ['dist/distq.js', 'topology', 'show', 'lab', '--json']);
  return JSON.parse(stdout).topology.cluster.version;
}
