import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { InvalidFileError } from '../../src/foundation/errors/errors.ts';
import { findTopology } from '../../src/topology/builtin-topologies.ts';
import { temporaryDirectory } from '../broker/hazelcast/support/temporary-directory.ts';

/** A file in `sub` whose service `web` runs in `cwd`; and the directory around it. */
async function topologyIn(sub: string, cwd: string): Promise<string> {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, sub, 'messages'), { recursive: true });
  const topology = {
    name: 'x',
    cluster: { runtime: 'external', addresses: ['127.0.0.1:1'] },
    services: { web: { command: ['x'], ports: [1], cwd } },
  };
  await writeFile(join(directory, sub, 'x.yaml'), stringify(topology));
  return directory;
}

test.each([
  ['a file in a folder', 'theirs', './theirs/x.yaml'],
  ['a name', 'topologies', 'x'],
])('the working directory of a command is relative to the file: %s', async (_, sub, word) => {
  const directory = await topologyIn(sub, './messages');
  const { topology } = await findTopology(word, directory);
  expect(topology.services['web']?.cwd).toBe(join(directory, sub, 'messages'));
});

test('an absolute one stays', async () => {
  const directory = await topologyIn('.', '/');
  expect((await findTopology('x.yaml', directory)).topology.services['web']?.cwd).toBe('/');
});

test.each(['./nowhere', './x.yaml'])(
  'one that is not a directory is a problem of the file: %s',
  async (cwd) => {
    const directory = await topologyIn('sub', cwd);
    const found = findTopology('./sub/x.yaml', directory);
    await expect(found).rejects.toThrow(InvalidFileError);
    await expect(found).rejects.toThrow(
      `./sub/x.yaml: services.web.cwd: ${join(directory, 'sub', cwd)} is not a directory`,
    );
  },
);
