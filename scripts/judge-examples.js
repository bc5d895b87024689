// npm run judge:examples: judges every example and checks that each fault is found by the requirement
// that should find it, and by no other one.
// An example that is not prepared (examples/README.md) is skipped with the reason.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const project = fileURLToPath(new URL('..', import.meta.url));
const examples = join(project, 'examples');
const prepared = { python: '.venv', node: 'node_modules', java: 'build' };
/** Rows that fail as well for the same reason. */
const alsoFails = new Map([
  ['posts-10', ['posts-100', 'received-10', 'received-100']],
  ['consumer-killed', ['consumer-frozen', 'owner-under-load']],
]);
/**
 * The row that must find the fault. No other one may, but those above.
 * @type {[language: keyof typeof prepared, fault: string | null, row: string | null, parts: string[]][]}
 */
const expected = [
  ['python', null, null, []],
  ['python', 'consumer-dies', 'received', ['part1']],
  ['python', 'queue-before-log', 'logging-dead', ['beyond']],
  ['python', 'take-then-work', 'consumer-killed', ['beyond']],
  ['node', null, null, []],
  ['node', 'logged-eleven-times', 'logged', ['part1']],
  ['node', 'needs-consumers', 'posts-10', ['part2']],
  ['node', 'get-empties-queue', 'merged', ['part1']],
  ['java', null, null, []],
  ['java', 'members-alone', 'received', ['part1']],
  ['java', 'check-then-put', 'repeat', ['carried-over']],
];
const document = z.object({
  submissions: z.array(
    z.object({
      problem: z.object({ message: z.string() }).nullable(),
      rows: z.array(z.object({ id: z.string(), verdict: z.string(), isRequired: z.boolean() })),
    }),
  ),
});

for (const [language, fault, row, parts] of expected) {
  const name = fault === null ? language : `${language}/faults/${fault}`;
  const mark = prepared[language];
  if (!existsSync(join(examples, language, mark))) {
    console.log(`${name}: skipped, examples/${language}/${mark} is missing`);
    continue;
  }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(project, 'bin', 'distq.js'),
      'judge',
      join(examples, name, 'lab.yaml'),
      '--json',
      ...(fault === null ? [] : ['--strict']),
      ...parts.flatMap((part) => ['--only', part]),
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const complaint = wrong(status, stdout, row);
  console.log(`${name}: ${complaint ?? (row === null ? 'passed' : `found by ${row}`)}`);
  if (complaint === undefined) continue;
  process.exitCode = 1;
  console.error(stderr);
}

/**
 * @param {number | null} status
 * @param {string} stdout
 * @param {string | null} row
 * @returns {string | undefined} what is not as expected
 */
function wrong(status, stdout, row) {
  if (stdout === '') return `exit ${status}, no document`;
  const [only] = document.parse(JSON.parse(stdout)).submissions;
  if (only === undefined || only.problem !== null) return `not judged: ${only?.problem?.message}`;
  const failed = only.rows.filter(({ verdict }) => verdict === 'failed');
  const names = failed.map(({ id }) => id).join(', ');
  if (row !== null) {
    const isFound = status === 1 && failed.some(({ id }) => id === row);
    const may = [row, ...(alsoFails.get(row) ?? [])];
    return isFound && failed.every(({ id }) => may.includes(id))
      ? undefined
      : `expected ${row} to fail, but: ${names}`;
  }
  return status === 0 ? undefined : `exit ${status}: ${names}`;
}
