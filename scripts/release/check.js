/**
 * Checks whether a tag may be released.
 * Usage: npm run release:check -- TAG NOTES
 * TAG must match the version in package.json, and CHANGELOG.md must have a dated entry, which is written to the file
 * NOTES.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { packageVersion } from '../shared/package-version.js';
import { changelogEntry } from './changelog-entry.js';

const [tag, notes] = process.argv.slice(2);
if (tag === undefined || notes === undefined) throw new Error('usage: npm run release:check -- TAG NOTES');
const version = await packageVersion();
if (tag !== `v${version}`) throw new Error(`the tag is ${tag}, but package.json has the version ${version}`);
await writeFile(notes, `${changelogEntry(await readFile('CHANGELOG.md', 'utf8'), version)}\n`);
