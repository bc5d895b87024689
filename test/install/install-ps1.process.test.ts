import { execa } from 'execa';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathOf } from './support/run-installer.ts';

const script = join(import.meta.dirname, '..', '..', 'install.ps1');
const powerShell = pathOf('pwsh');

// What it downloads runs on Windows only; that it is read without errors, and refuses what it cannot do, shows elsewhere too.
test.skipIf(powerShell === '')(
  'install.ps1 without an address says what is missing (needs pwsh)',
  async () => {
    const { exitCode, stderr } = await execa(powerShell, ['-NoProfile', '-File', script], {
      reject: false,
      timeout: 60_000,
      env: { DISTQ_RELEASES: '' },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: no address to download from\r?\n {2}name that of the releases/);
  },
);
