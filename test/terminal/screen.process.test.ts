import { build } from 'esbuild';
import { execa } from 'execa';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../broker/hazelcast/support/temporary-directory.ts';

const script = await execa('script', ['--version'], { reject: false });

test.skipIf(script.exitCode !== 0 || process.platform !== 'linux')(
  'a command that ends in the middle gives the cursor back (needs script(1) of util-linux)',
  async () => {
    const program = join(await temporaryDirectory(), 'program.mjs');
    const entry = join(import.meta.dirname, 'fixtures', 'exit-while-drawn.ts');
    await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: program });
    const { stdout } = await execa('script', ['-qec', `"${process.execPath}" "${program}"`, '/dev/null'], {
      reject: false,
      stdin: 'ignore',
    });
    expect(stdout).toContain('\u001B[?25l');
    expect(stdout.lastIndexOf('\u001B[?25h')).toBeGreaterThan(stdout.lastIndexOf('\u001B[?25l'));
  },
);
