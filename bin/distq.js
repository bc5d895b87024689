#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/distq.js', import.meta.url);

if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('distq: dist/distq.js is missing\n  build it: npm run build\n');
  process.exitCode = 6;
}
