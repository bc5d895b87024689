import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '..', '..', 'src');

/** The files of packages that are loaded as soon as a module is, without those that it imports when it needs them. */
async function loadedWith(module: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(source, module)],
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    outdir: 'nowhere',
    write: false,
    metafile: true,
  });
  const entry = `nowhere/${basename(module, '.ts')}.js`;
  const outputs = new Set([entry]);
  for (const output of outputs) {
    for (const { path, kind, external } of metafile.outputs[output]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) outputs.add(path);
  }
  return [...outputs].flatMap((output) => Object.keys(metafile.outputs[output]?.inputs ?? {}));
}

// It takes longer to load than all scenarios to read, and most commands send no request to the services.
test.each(['system/create-system.ts', 'posting/post-messages.ts', 'scenario/steps/step.ts'])(
  'src/%s loads no undici before it is used',
  async (module) => {
    const loaded = await loadedWith(module);
    expect(loaded.some((file) => file.endsWith(`src/${module}`))).toBe(true);
    expect(loaded.filter((file) => file.includes('node_modules/undici/'))).toEqual([]);
  },
);

test('what sends the requests is loaded with undici', async () => {
  const loaded = await loadedWith('system/distq/facade-pool.ts');
  expect(loaded.some((file) => file.includes('node_modules/undici/'))).toBe(true);
});
