import { execa } from 'execa';
import { expect, test } from 'vitest';

const url = new URL('../../scripts/release/changelog-entry.js', import.meta.url).href;

/** The tests are not checked as JavaScript, so a script is run, not imported. */
function entry(changelog: string, version: string) {
  const code = `import { changelogEntry } from ${JSON.stringify(url)}; process.stdout.write(changelogEntry(process.argv[1], process.argv[2]));`;
  return execa(process.execPath, ['--input-type=module', '-e', code, changelog, version], { reject: false });
}

const changelog =
  '# Changelog\n\nAbout.\n\n## [1.1.0] - unreleased\n\n- x\n\n## [1.0.0] - 2026-01-05\n\n### Added\n\n- a\n\n## [0.9.0] - 2025-01-05\n';

test('is the text below the heading of its version', async () => {
  const { stdout } = await entry(changelog, '1.0.0');
  expect(stdout).toBe('### Added\n\n- a');
});

test.each([
  ['2.0.0', 'CHANGELOG.md has no entry for 2.0.0'],
  ['0.9.0', 'CHANGELOG.md has no entry for 0.9.0'],
  ['1.1.0', 'CHANGELOG.md has no date for 1.1.0'],
])('%s: %s', async (version, message) => {
  const { exitCode, stderr } = await entry(changelog, version);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
});
