import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { bundleProgram } from './bundle.js';

// Another place than dist/ is for tests, which must not depend on when that was built.
const [outfile = 'dist/distq.js'] = process.argv.slice(2);
await bundleProgram(outfile);
if (process.argv[2] === undefined) {
  // The program tells its manual page by itself; npm installs it from here.
  mkdirSync('dist/man', { recursive: true });
  writeFileSync('dist/man/distq.1', execFileSync(process.execPath, [outfile, 'man']));
}
