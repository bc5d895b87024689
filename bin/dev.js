#!/usr/bin/env node
// Runs the sources: bundles them (a fraction of a second) and runs that. Children then run the same bundle.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleSources } from '../scripts/build/bundle-sources.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const bundle = `${project}node_modules/.cache/distq/distq.js`;
await bundleSources(bundle);
process.setSourceMapsEnabled(true);
process.argv[1] = bundle;
await import(pathToFileURL(bundle).href);
