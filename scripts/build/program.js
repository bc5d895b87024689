/**
 * Builds dist/distq.js, the licenses of its contents, and its manual page.
 * Usage: node scripts/build/program.js [FILE]
 * Licenses and manual page are written beside FILE.
 */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { bundleProgram } from './bundle-program.js';
import { bundledPackages } from './bundled-packages.js';
import { thirdPartyLicenses } from './third-party-licenses.js';
import { writeWhole } from './write-whole.js';

const outfile = process.argv[2] ?? 'dist/distq.js';
const directory = dirname(outfile);
await bundleProgram(outfile);
const licenses = thirdPartyLicenses(await bundledPackages());
await writeWhole(join(directory, 'THIRD-PARTY-LICENSES'), licenses, 0o644);
// The program prints its manual page itself; npm installs it from this file.
await writeWhole(join(directory, 'man', 'distq.1'), execFileSync(process.execPath, [outfile, 'man']), 0o644);
