import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { understand } from '../fixtures/understand.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const documents = [
  'README.md',
  ...(await readdir(join(root, 'docs'))).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`),
];

// Most of them start labs; that they mean something is what a reader relies on first.
test.each(documents)('the command lines in %s are valid', async (document) => {
  const text = await readFile(join(root, document), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => /^(npx )?distq /.test(line));
  const failures: string[] = [];
  for (const line of lines)
    await understand(line).catch((error: unknown) => failures.push(`${line}: ${String(error)}`));
  expect(failures).toEqual([]);
});
