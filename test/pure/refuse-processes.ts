import childProcess, { ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A pure test starts no process: whatever would start one throws. Every asynchronous start goes through this method of ChildProcess, which
 * has no type.
 */
function refuse(): never {
  throw new Error(
    'a pure test starts no process; name the file NAME.process.test.ts, or NAME.cluster.test.ts if it starts members',
  );
}

Object.assign(ChildProcess.prototype, { spawn: refuse });
Object.assign(childProcess, { spawnSync: refuse, execFileSync: refuse, execSync: refuse });
syncBuiltinESMExports();
