// npm test: the checks and the tests side by side. The checks keep a core busy for minutes, and most tests wait for processes, so the
// checks run at the lowest priority. Their output is printed at the end. Arguments are for vitest.
import { constants, setPriority } from 'node:os';
import { execa } from 'execa';

const checking = execa('npm', ['run', 'check'], { stdin: 'ignore', all: true, reject: false });
if (checking.pid !== undefined) setPriority(checking.pid, constants.priority.PRIORITY_LOW);
const testing = execa('vitest', ['run', ...process.argv.slice(2)], {
  preferLocal: true,
  stdio: 'inherit',
  reject: false,
});

const [checks, tests] = await Promise.all([checking, testing]);
console.log(checks.all);
console.log(`checks ${checks.failed ? 'failed' : 'passed'}, tests ${tests.failed ? 'failed' : 'passed'}`);
process.exitCode = checks.failed || tests.failed ? 1 : 0;
