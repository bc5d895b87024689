import { execa } from 'execa';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const scripts = join(import.meta.dirname, '..', '..', '..', 'scripts');
const minute = 60_000;

/**
 * The examples have fixed ports, so they get a network of their own, which only Linux has. Elsewhere the ports must be free.
 * @returns the words before a command
 */
async function ownNetwork(): Promise<string[]> {
  const loopback = 'ip link set lo up 2>/dev/null || busybox ip link set lo up';
  const unshare = ['unshare', '--map-root-user', '--net', 'sh', '-c', `(${loopback}) && exec "$@"`, 'sh'];
  const { failed } = await execa('unshare', [...unshare.slice(1), 'true'], { reject: false });
  return failed ? [] : unshare;
}

async function judged(language: string) {
  const words = [...(await ownNetwork()), process.execPath, join(scripts, 'judge-examples.js'), language];
  const [program, ...args] = [...words, '--quick', '--unprepared'];
  const { stdout, stderr } = await execa(program, args, {
    reject: false,
    timeout: 8 * minute,
    env: { NO_COLOR: '1' },
  });
  return { lines: stdout.split('\n'), stderr };
}

describe.each([
  [
    'python',
    [
      'python: passed',
      'python/faults/consumer-dies: found by received',
      'python/faults/queue-before-log: found by logging-dead',
      'python/faults/take-then-work: found by consumer-killed',
    ],
  ],
  [
    'node',
    [
      'node: passed',
      'node/faults/logged-eleven-times: found by logged',
      'node/faults/needs-consumers: found by posts-10',
      'node/faults/get-empties-queue: found by merged',
    ],
  ],
  [
    'java',
    [
      'java: passed',
      'java/faults/members-alone: found by received',
      'java/faults/check-then-put: found by repeat',
    ],
  ],
])('the example in %s', (language, expected) => {
  test(
    'passes, and each of its faults is found by the requirement that is about it',
    { timeout: 12 * minute },
    async ({ skip }) => {
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
});
