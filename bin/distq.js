#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/distq.js', import.meta.url);

if (existsSync(program)) {
  // Children start from the program itself, without this file.
  process.argv[1] = fileURLToPath(program);
  await import(program.href);
} else {
  process.stderr.write('distq: dist/distq.js is missing\n  build it: npm run build\n');
  process.exitCode = 6;
}
