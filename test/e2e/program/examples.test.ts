import { execa } from 'execa';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandTable } from '../../../src/commands/command-table.ts';
import { understand } from '../../commands/fixtures/understand.ts';
import { Distq } from '../support/distq.ts';

/** Names as the examples have them. */
const topology = `name: examples
cluster:
  members:
    - { name: hazelcast-node1, port: 1 }
    - { name: hazelcast-node2, port: 2 }
services:
  config-server: { ports: [3] }
  logging-service: { ports: [4, 5, 6], dependsOn: [config-server, cluster] }
  messages-service: { ports: [7], dependsOn: [config-server, cluster] }
  facade-service: { ports: [8], dependsOn: [config-server, cluster, logging-service] }
`;

/** They run one after the other, so that each finds what those before it made; in bash, with the exit codes that are right. */
const run: [example: string, exitCodes?: number[]][] = [
  ['distq topology list'],
  ['distq topology show lab > my.yaml'],
  ['distq topology show lab --json'],
  ['distq topology new --from python'],
  ['distq topology new --from compose mine.yaml'],
  ['distq topology validate ./my.yaml'],
  ['distq topology validate ./my.yaml --json'],
  ['distq topology schema > topology.schema.json'],
  ['distq scenario list'],
  ['distq scenario validate ./my-scenario.yaml'],
  ['distq scenario schema > scenario.schema.json'],
  // Whether the machine could start it is not the question here.
  ['distq doctor', [0, 6]],
  ['distq doctor --topology ./my.yaml --json', [0, 6]],
  ['distq man > distq.1'],
  ['eval "$(distq completion bash)"'],
  [
    'mkdir -p ~/.local/share/bash-completion/completions && distq completion bash > ~/.local/share/bash-completion/completions/distq',
  ],
  ['mkdir -p ~/.zfunc && distq completion zsh > ~/.zfunc/_distq'],
  ['mkdir -p ~/.config/fish/completions && distq completion fish > ~/.config/fish/completions/distq.fish'],
  ['distq down --session iso-1a2b3c'],
  ['distq wait'],
  ['distq wait messages-service --state ready --timeout 30'],
  ['distq status'],
  ['distq status --json'],
  ['distq page --print'],
  ['distq sessions'],
  ['distq sessions --json'],
  ['distq post "hello world"'],
  ['distq post --count 10'],
  ['seq 100 | distq post -'],
  ['distq get'],
  ['distq get --times 10'],
  ['distq get --times 10 --json'],
  ['distq trace msg1'],
  // No message has this one.
  ['distq trace 5c1c9c3e-8b8a-4b06-a4f2-0f6c1a0f3a51 --json', [1]],
  ['distq logs'],
  ['distq logs facade-service --tail 1000 --json'],
  ['distq kill logging-service-1 --signal SIGSTOP'],
  ['distq kill logging-service-1 --signal SIGCONT'],
  ['distq restart logging-service-2'],
  ['distq restart logging-service-1 logging-service-3'],
  ['distq stop logging-service-1 logging-service-3'],
  ['distq start logging-service-1 logging-service-3'],
  ['distq stop messages-service'],
  ['distq start messages-service'],
  ['distq kill messages-service-1'],
  ['distq kill-node hazelcast-node2 --signal SIGTERM'],
  ['distq wait hazelcast-node2 --state exited --json'],
  ['distq kill-node'],
  ['distq down'],
];

/** They show until they are interrupted: what counts is that they show something. Before `distq down`. */
const endless = [
  'distq events',
  'distq events messages-service',
  'distq events --json',
  'distq status --watch',
  'distq logs messages-service -f',
];

/** The real command reads them with its real flags, and they do not run, for the reason that each group has. */
const understood = [
  // Each measures for ten seconds or longer, or an address of somebody else; test/e2e/program/bench.test.ts runs short ones.
  'distq bench',
  'distq bench --rate 500 --duration 30',
  'distq bench --json > before.json',
  'distq bench --compare before.json',
  'distq bench --target http://127.0.0.1:9000 --report echo',
  'distq post --count 10000 --concurrency 64 --journal posted.jsonl',
  // Each starts whole clusters, for minutes; test/e2e runs such runs, small.
  'distq failover',
  'distq failover --pause',
  'distq failover --count 100 --report report',
  'distq scenario run failover',
  'distq scenario run "scenarios/*.yaml" --report report',
  'distq scenario run --tag quick',
  'distq scenario run owner-kill --here --pause',
  'distq scenario run owner-kill --repeat 20',
  'distq scenario run "scenarios/*.yaml" --repeat 10 --report ten --resume',
  'distq restart cluster',
  // They start systems on the ports of their files; test/e2e/scenario/judge.test.ts judges small ones.
  'distq judge lab.yaml',
  'distq judge lab.yaml --dry-run',
  'distq judge lab.yaml --only part2 --repeat 3',
  'distq judge submissions --report report',
  'distq judge lab',
  // They need a session that was started with links; test/e2e/session/links.test.ts has one.
  'distq isolate',
  'distq isolate --with facade-service-1',
  'distq isolate hazelcast-node2 --way out',
  'distq slow --latency 50',
  'distq slow hazelcast-node2 --latency 20 --jitter 10 --bandwidth 100000',
  'distq heal',
  'distq heal hazelcast-node2',
  // They judge the report of such a run.
  'distq verify ./report',
  'distq verify ./report/001-demo',
  // It opens a browser.
  'distq page',
  // They take the ports of the lab, which may be in use here, or the foreground; beforeAll starts on free ones.
  'distq up --detach',
  'distq up --topology ./my.yaml',
  'distq up --detach --isolated',
  'distq up --dry-run',
  'distq up --detach --cluster 127.0.0.1:5701,127.0.0.1:5702',
  // They need another shell or a reader; test/completion and test/man ask those.
  'source <(distq completion zsh)',
  'distq completion fish | source',
  'distq completion powershell | Out-String | Invoke-Expression',
  'distq man | man -l -',
];

let distq: Distq;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  const bin = join(distq.directory, 'bin');
  await mkdir(bin);
  const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'distq.js');
  await writeFile(join(bin, 'distq'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
    mode: 0o755,
  });
  await copyFile(
    join(import.meta.dirname, '..', '..', '..', 'scenarios', 'demo.yaml'),
    join(distq.directory, 'my-scenario.yaml'),
  );
  await distq.write('examples.yaml', topology);
  env = {
    HOME: distq.directory,
    DISTQ_SESSION: 'e2e',
    NO_COLOR: '1',
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
  };
  const { exitCode, stderr } = await distq.run([
    'up',
    '--detach',
    '--isolated',
    '--topology',
    './examples.yaml',
  ]);
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
}, 120_000);

afterAll(() => distq.dispose());

test('every example of every command is here', async () => {
  const all: string[] = [];
  for (const { load } of commandTable) {
    const { examples } = await load();
    all.push(...examples.map((example) => (typeof example === 'string' ? example : example.command)));
  }
  const here = [...run.map(([example]) => example), ...endless, ...understood];
  expect([...here].sort()).toEqual([...new Set(all)].sort());
});

test.each(understood)('%s (understood)', async (example) => {
  await expect(understand(example)).resolves.toBeUndefined();
});

test.each(endless)('%s (until it shows something)', async (example) => {
  const [, ...args] = example.split(' ');
  const child = execa('distq', args, { cwd: distq.directory, env, reject: false, timeout: 30_000 });
  child.stdout.once('data', () => child.kill('SIGINT'));
  const { exitCode, stdout } = await child;
  expect({ exitCode, shows: stdout.length > 0 }).toEqual({ exitCode: 130, shows: true });
});

test.each(run)('%s', async (example, exitCodes = [0]) => {
  const { exitCode, stderr } = await execa('bash', ['-o', 'pipefail', '-c', example], {
    cwd: distq.directory,
    env,
    reject: false,
    stdin: 'ignore',
    timeout: 50_000,
  });
  expect(exitCodes, stderr).toContain(exitCode);
});
