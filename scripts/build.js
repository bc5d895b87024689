import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { bundleProgram, writeWhole } from './bundle.js';
import { bundledPackages } from './bundled-packages.js';
import { thirdPartyLicenses } from './third-party-licenses.js';

// Another place than dist/ is for tests, which must not depend on when that was built.
const outfile = process.argv[2] ?? 'dist/distq.js';
const directory = dirname(outfile);
await bundleProgram(outfile);
const licenses = thirdPartyLicenses(await bundledPackages());
await writeWhole(join(directory, 'THIRD-PARTY-LICENSES'), licenses, 0o644);
// The program tells its manual page by itself; npm installs it from here.
await writeWhole(join(directory, 'man', 'distq.1'), execFileSync(process.execPath, [outfile, 'man']), 0o644);
