// npm run judge:examples [-- LANGUAGE… --quick --repeat N]: judges every example and checks that the right ones pass, and that
// each fault is found by the requirement that should find it, and by no other one.
//   --quick        of the right ones only part 1 and ten messages of part 2; and one fault of each language, by what is about it
//   --repeat N     the right ones N times
//   --unprepared   use what is there: nothing is installed or compiled
// An example that cannot be prepared on this machine is skipped with the reason.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { languages, prepareExample } from './shared/prepare-example.js';
import { program } from './shared/program.js';
import { project } from './shared/project.js';

/** @import { Language } from './shared/prepare-example.js' */

/**
 * What must find each fault, first the requirement that is about it, then others that fail for the same reason; and what is judged.
 * No other requirement may fail. `quick`: what is judged with --quick; absent: the fault is left out then.
 * @type {Record<Language, { fault: string, found: string[], only: string[], quick?: string[] }[]>}
 */
const faults = {
  python: [
    { fault: 'consumer-dies', found: ['received'], only: ['part1'] },
    { fault: 'queue-before-log', found: ['logging-dead'], only: ['beyond'], quick: ['logging-dead'] },
    {
      fault: 'take-then-work',
      found: ['consumer-killed', 'consumer-frozen', 'owner-under-load'],
      only: ['beyond'],
    },
  ],
  node: [
    { fault: 'logged-eleven-times', found: ['logged'], only: ['part1'] },
    {
      fault: 'needs-consumers',
      found: ['posts-10', 'posts-100', 'received-10', 'received-100'],
      only: ['part2'],
      quick: ['posts-10'],
    },
    { fault: 'get-empties-queue', found: ['merged'], only: ['part1'] },
  ],
  java: [
    { fault: 'members-alone', found: ['received', 'logged', 'merged'], only: ['part1'] },
    { fault: 'check-then-put', found: ['repeat'], only: ['carried-over'], quick: ['repeat'] },
  ],
};
const judgements = z.object({
  submissions: z.array(
    z.object({
      problem: z.object({ message: z.string() }).nullable(),
      rows: z.array(z.object({ id: z.string(), verdict: z.string(), reason: z.string().nullable() })),
    }),
  ),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    repeat: { type: 'string', default: '1' },
    unprepared: { type: 'boolean', default: false },
  },
});
for (const language of languages)
  if (positionals.length === 0 || positionals.includes(language)) judgeLanguage(language);

/** @param {Language} language */
function judgeLanguage(language) {
  const reason = values.unprepared ? undefined : prepareExample(language);
  if (reason !== undefined) {
    console.log(`${language}: skipped: ${reason}`);
    return;
  }
  const whole = values.quick ? onlyFlags(['part1', 'received-10']) : ['--strict'];
  tell(language, [...whole, '--repeat', values.repeat], []);
  for (const { fault, found, only, quick } of faults[language]) {
    const judged = values.quick ? quick : only;
    if (judged !== undefined) tell(`${language}/faults/${fault}`, ['--strict', ...onlyFlags(judged)], found);
  }
}

/** @param {string[]} words */
function onlyFlags(words) {
  return words.flatMap((word) => ['--only', word]);
}

/**
 * @param {string} name
 * @param {string[]} flags
 * @param {string[]} found requirements that may fail; the first one must
 */
function tell(name, flags, found) {
  const file = join(project, 'examples', name, 'lab.yaml');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'judge', file, '--json', ...flags],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const complaints = stdout === '' ? [`exit ${status}, no document`] : complaintsOf(status, stdout, found);
  const [row] = found;
  console.log(`${name}: ${complaints.join('; ') || (row === undefined ? 'passed' : `found by ${row}`)}`);
  if (complaints.length === 0) return;
  process.exitCode = 1;
  console.error(stderr);
}

/**
 * @param {number | null} status
 * @param {string} stdout
 * @param {string[]} found
 * @returns {string[]} what is not as expected
 */
function complaintsOf(status, stdout, found) {
  const [row] = found;
  const { submissions } = judgements.parse(JSON.parse(stdout));
  const complaints = submissions.flatMap(({ problem, rows }) => {
    if (problem !== null) return [`not judged: ${problem.message}`];
    const failed = rows.filter(({ verdict }) => verdict === 'failed');
    const isMissed = row !== undefined && failed.every(({ id }) => id !== row);
    const others = failed.filter(({ id }) => !found.includes(id));
    return [
      ...(isMissed ? [`${row} did not fail`] : []),
      ...others.map(({ id, reason }) => `${id} failed: ${reason}`),
    ];
  });
  const expected = row === undefined ? 0 : 1;
  return status === expected || complaints.length > 0 ? complaints : [`exit ${status}`];
}
