import { dirname, join } from 'node:path';
import { bundleProgram, writeWhole } from './bundle.js';
import { bundledPackages } from './bundled-packages.js';
import { thirdPartyLicenses } from './third-party-licenses.js';

// Another place than dist/ is for tests, which must not depend on when that was built.
const outfile = process.argv[2] ?? 'dist/distq.js';
await bundleProgram(outfile);
const licenses = thirdPartyLicenses(await bundledPackages());
await writeWhole(join(dirname(outfile), 'THIRD-PARTY-LICENSES'), licenses, 0o644);
