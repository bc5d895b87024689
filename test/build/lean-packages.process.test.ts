import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const build = `import { bundleProgram } from './scripts/build/bundle-program.js';
  await bundleProgram(process.argv[1]);`;

/** Writes the names of the loaded modules of Node.js into a file when the process ends. */
const tellModules = `process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.TOLD, JSON.stringify(process.moduleLoadList));
});`;

test('a service that uses no TLS and no HTTP/2 does not load them', async () => {
  const root = await mkdtemp(join(tmpdir(), 'distq-lean-'));
  try {
    const program = join(root, 'distq.mjs');
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', build, program]);
    const tell = join(root, 'tell.cjs');
    await writeFile(tell, tellModules);
    for (const kind of ['config-server', 'logging-service']) {
      const told = join(root, `${kind}.json`);
      const env = { ...process.env, TOLD: told, DISTQ_SETTINGS: '{}' };
      const args = ['--require', tell, program, 'serve', kind, '--config-server', 'http://127.0.0.1:1'];
      const service = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const lines = createInterface({ input: service.stdout });
      for await (const line of lines) if (line.includes('Listening')) break;
      service.kill();
      await once(service, 'exit');
      const loaded = z.array(z.string()).parse(JSON.parse(await readFile(told, 'utf8')));
      expect(loaded).toContain('NativeModule http');
      for (const name of ['tls', 'https', 'http2', 'internal/deps/undici/undici'])
        expect(loaded, kind).not.toContain(`NativeModule ${name}`);
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
