import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { findMarked, markedRows } from '../../../src/supervisor/operating-system/marked-processes.ts';
import { endMarked, newMark } from '../../../src/supervisor/process/end-marked.ts';

test('rows of ps name the pid, and only an assignment as a whole counts', () => {
  const output = [
    '  12 node a.js HOME=/x MARK=1 PATH=/y',
    '13 node b.js MARK=12',
    '14 node c.js NOMARK=1',
    '',
  ];
  expect(markedRows(output.join('\n'), 'MARK=1')).toEqual([
    { pid: 12, command: 'node a.js HOME=/x MARK=1 PATH=/y' },
  ]);
});

test.skipIf(process.platform === 'win32')('a daemon is found by its mark, and killed', async () => {
  const mark = newMark();
  const env = { ...process.env, [mark.name]: mark.value };
  // The shell ends at once; what it started has another session, group and parent, and tells when it runs.
  const daemon = `"${process.execPath}" -e 'console.log(1); setTimeout(() => 0, 600000)' &`;
  const shell = spawn('sh', ['-c', daemon], { detached: true, stdio: ['ignore', 'pipe', 'ignore'], env });
  onTestFinished(async () => {
    await endMarked(mark);
  });
  await once(shell.stdout, 'data');
  const found = await findMarked(`${mark.name}=${mark.value}`);
  expect(found).toHaveLength(1);
  const { killed, left } = await endMarked(mark);
  expect([killed, left]).toEqual([found, []]);
  expect(await findMarked(`${mark.name}=${mark.value}`)).toEqual([]);
});
