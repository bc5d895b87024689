import { expect, onTestFinished, test } from 'vitest';
import { spawnProcess } from '../../../src/foundation/processes/spawn-process.ts';
import { commandLine } from '../../../src/supervisor/operating-system/linux-processes.ts';

test.skipIf(process.platform !== 'linux')(
  'a command line is told in one line, whatever stands in it',
  async () => {
    const script = 'setInterval(\n\n  () => undefined,\t1_000)//\u001b[2J';
    const child = await spawnProcess({ file: process.execPath, args: ['-e', script] }, { stdin: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(await commandLine(child.pid)).toBe(
      `${process.execPath} -e setInterval( () => undefined, 1_000)// [2J`,
    );
  },
);
