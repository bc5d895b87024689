import { execa } from 'execa';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const scripts = join(import.meta.dirname, '..', '..', '..', 'scripts');
const minute = 60_000;

/**
 * The words before a command that give it a network of its own: the examples have fixed ports. Only Linux has that.
 * Elsewhere there are none; the ports must be free, and one example is judged after the other.
 */
async function ownNetwork(): Promise<string[]> {
  const loopback = 'ip link set lo up 2>/dev/null || busybox ip link set lo up';
  const words = ['--map-root-user', '--net', 'sh', '-c', `(${loopback}) && exec "$@"`, 'sh'];
  const { failed } = await execa('unshare', [...words, 'true'], { reject: false });
  return failed ? [] : ['unshare', ...words];
}

const network = await ownNetwork();

async function judged(language: string) {
  const words = [...network, process.execPath, join(scripts, 'judge-examples.js'), language];
  const [program, ...args] = [...words, '--quick', '--unprepared'];
  const { stdout, stderr } = await execa(program, args, {
    reject: false,
    timeout: 8 * minute,
    env: { NO_COLOR: '1' },
  });
  return { lines: stdout.split('\n'), stderr };
}

test.for<[language: string, expected: string[]]>([
  ['python', ['python: passed', 'python/faults/queue-before-log: found by logging-dead']],
  ['node', ['node: passed', 'node/faults/needs-consumers: found by posts-10']],
  ['java', ['java: passed', 'java/faults/check-then-put: found by repeat']],
])(
  'the example in %s passes, and a fault is found by the requirement that is about it',
  // Judging waits more than it computes.
  { timeout: 12 * minute, concurrent: network.length > 0 },
  async ([language, expected], { skip }) => {
    const { exitCode, stdout } = await execa(
      process.execPath,
      [join(scripts, 'prepare-examples.js'), language],
      { reject: false },
    );
    // Without Python, a compiler or a network. In CI all of them are there.
    if (exitCode !== 0) skip(stdout);
    const { lines, stderr } = await judged(language);
    expect(lines, stderr).toEqual(expected);
  },
);
