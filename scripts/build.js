import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from './bundle.js';
import { bundledPackages } from './bundled-packages.js';
import { thirdPartyLicenses } from './third-party-licenses.js';
import { writeWhole } from './write-whole.js';

// Another place than dist/ is for tests, which must not depend on when that was built.
const outfile = resolve(fileURLToPath(new URL('..', import.meta.url)), process.argv[2] ?? 'dist/distq.js');
const packages = await bundledPackages(await bundleProgram(outfile));
await writeWhole(join(dirname(outfile), 'THIRD-PARTY-LICENSES'), thirdPartyLicenses(packages), 0o644);
