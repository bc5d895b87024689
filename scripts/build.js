import { bundleProgram } from './bundle.js';

// Another place than dist/ is for tests, which must not depend on when that was built.
await bundleProgram(process.argv[2] ?? 'dist/distq.js');
