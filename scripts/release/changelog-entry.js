/**
 * The entry of a version in a changelog in the format of Keep a Changelog.
 * @param {string} changelog
 * @param {string} version
 * @returns {string} its text without the heading
 * @throws Error if there is none, it is empty, or has no date yet
 */
export function changelogEntry(changelog, version) {
  const part = changelog.split(/^(?=## )/m).find((each) => each.startsWith(`## [${version}]`)) ?? '';
  const [heading = '', ...lines] = part.split('\n');
  const text = lines.join('\n').trim();
  if (text === '')
    throw new Error(
      `CHANGELOG.md has no entry for ${version}: write one that begins with ## [${version}] - DATE`,
    );
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading)) {
    throw new Error(
      `CHANGELOG.md has no date for ${version}: the heading must be ## [${version}] - YYYY-MM-DD, and is ${heading}`,
    );
  }
  return text;
}
