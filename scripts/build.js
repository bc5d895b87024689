import { build } from 'esbuild';
import { options } from './bundle.js';

await build({ ...options, outfile: 'dist/distq.js', minify: true });
