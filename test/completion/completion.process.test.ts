import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shells } from '../../src/completion/shells.ts';
import { sessionFiles } from '../../src/control/session-files.ts';
import { writePartNames } from '../../src/control/write-part-names.ts';
import { commandTable } from '../../src/commands/command-table.ts';
import { prepareProgram, type Program } from '../commands/fixtures/program.ts';
import { hasShell, offers, testedShells } from './fixtures/offers.ts';

let program: Program;
let scripts: string;
/** A blank in its path, and files of every kind. */
let directory: string;

beforeAll(async () => {
  program = await prepareProgram();
  scripts = await mkdtemp(join(tmpdir(), 'distq scripts '));
  directory = await mkdtemp(join(tmpdir(), 'distq work '));
  for (const shell of shells) {
    const { exitCode, stdout, stderr } = await program.run(['completion', shell]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await writeFile(scriptOf(shell), stdout);
  }
  for (const folder of ['topologies', 'scenarios', 'reports']) await mkdir(join(directory, folder));
  for (const file of ['topologies/own.yaml', 'scenarios/mine.yaml', 'a.yaml', 'b.yml', 'notes.txt'])
    await writeFile(join(directory, file), '');
  await recordSession('default', [
    { kind: 'service', name: 'facade-service' },
    { kind: 'service', name: 'cluster' },
    { kind: 'instance', name: 'facade-service-1' },
    { kind: 'member', name: 'hazelcast-node1' },
    { kind: 'member', name: 'hazelcast-node2' },
  ]);
  await recordSession('iso-1', [{ kind: 'member', name: 'other-node' }]);
  await recordSession('ended', [{ kind: 'member', name: 'ended-node' }]);
  await rm(sessionFiles(directory, 'ended').record);
});

afterAll(async () => {
  await program.remove();
  for (const made of [scripts, directory]) await rm(made, { recursive: true, force: true });
});

function scriptOf(shell: string): string {
  return join(scripts, `distq.${shell}`);
}

async function recordSession(session: string, parts: Parameters<typeof writePartNames>[1]): Promise<void> {
  const files = sessionFiles(directory, session);
  await mkdir(files.root, { recursive: true });
  await writePartNames(files.names, parts);
  await writeFile(files.record, '{}');
}

const parts = ['cluster', 'facade-service', 'facade-service-1', 'hazelcast-node1', 'hazelcast-node2'];
const firstWords = [...new Set([...commandTable.map(({ id }) => id.split(':')[0] ?? ''), 'help'])].sort();

/** Each line with what is to be offered at its end. */
const cases: [string, string[]][] = [
  ['distq ', firstWords],
  ['distq stat', ['status']],
  ['distq --json stat', ['status']],
  ['distq scenario ', ['list', 'run', 'schema', 'validate']],
  ['distq help topology ', ['list', 'new', 'schema', 'show', 'validate']],
  ['distq failover-test --sig', ['--signal']],
  ['distq restart --n', ['--no-color', '--no-wait']],
  [
    'distq up --topology ',
    ['a.yaml', 'b.yml', 'lab', 'lab-safe', 'minimal', 'own', 'reports', 'scenarios', 'seed', 'topologies'],
  ],
  ['distq topology show o', ['own']],
  ['distq up -t sc', ['scenarios']],
  ['distq scenario run mi', ['mine']],
  ['distq scenario run quiet demo owner-kill-r', ['owner-kill-raw']],
  ['distq up --runtime=d', ['docker']],
  ['distq up --runtime=', ['auto', 'docker', 'external', 'jvm']],
  ['distq kill --signal SIGS', ['SIGSTOP']],
  ['distq wait --state re', ['ready']],
  ['distq stop ', parts],
  ['distq start facade-service ', parts],
  ['distq logs --tail 5 fac', ['facade-service', 'facade-service-1']],
  ['distq kill-node ', ['hazelcast-node1', 'hazelcast-node2']],
  ['distq kill-node --session iso-1 ', ['other-node']],
  ['distq kill-node --session=iso-1 ', ['other-node']],
  ['distq kill-node --session ended ', []],
  ['distq kill-node --session ../sessions/iso-1 ', []],
  ['distq status --session ', ['default', 'iso-1']],
  ['distq post --journal ', ['a.yaml', 'b.yml', 'notes.txt', 'reports', 'scenarios', 'topologies']],
  ['distq verify re', ['reports']],
  ['distq completion ', [...shells].sort()],
  ['distq up --wait-timeout ', []],
];

describe.each(testedShells.map((shell) => ({ shell, isMissing: !hasShell(shell) })))(
  '$shell (skipped where it is not installed)',
  ({ shell, isMissing }) => {
    test.skipIf(isMissing)('it offers the next words, starts nothing and writes nothing', async () => {
      const before = await readdir(directory, { recursive: true });
      const lines = cases.map(([line]) => line);
      const found = await offers(shell, scriptOf(shell), lines, { directory });
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(cases));
      expect(await readdir(directory, { recursive: true })).toEqual(before);
    });

    test.skipIf(isMissing)('DISTQ_SESSION names the session, as for distq itself', async () => {
      const line = 'distq kill-node ';
      const env = { DISTQ_SESSION: 'iso-1' };
      const found = await offers(shell, scriptOf(shell), [line], { directory, env });
      expect(found.get(line)).toEqual(['other-node']);
    });
  },
);

test('an unknown shell is a usage error that names the four', async () => {
  const { exitCode, stderr } = await program.run(['completion', 'ksh']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('bash, zsh, fish, powershell');
});

test('every script knows every command and every flag', async () => {
  const loaded = await Promise.all(commandTable.map(async ({ id, load }) => ({ id, command: await load() })));
  for (const shell of shells) {
    const stdout = await readFile(scriptOf(shell), 'utf8');
    for (const { id, command } of loaded) {
      expect(stdout).toContain(id.replace(':', ' ').split(' ').at(-1));
      for (const flag of Object.keys({ ...command.flags, ...command.baseFlags }))
        expect(stdout).toContain(shell === 'fish' ? `-l ${flag}` : `--${flag}`);
    }
  }
});
