/**
 * The entry of a version in a changelog of the form of Keep a Changelog.
 * @returns {string} its text without the heading
 * @throws Error if there is none, it is empty, or has no date yet
 */
export function changelogEntry(changelog, version) {
  const [heading, text] = changelog
    .split(/^(?=## )/m)
    .map((part) => [part.split('\n', 1)[0], part.slice(part.indexOf('\n')).trim()])
    .find(([first]) => first.startsWith(`## [${version}]`)) ?? ['', ''];
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
