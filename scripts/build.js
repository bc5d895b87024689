import { bundleProgram } from './bundle.js';

await bundleProgram('dist/distq.js');
