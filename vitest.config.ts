import { readFile } from 'node:fs/promises';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    {
      name: 'yaml-as-text',
      enforce: 'pre',
      async load(id) {
        return id.endsWith('.yaml')
          ? `export default ${JSON.stringify(await readFile(id, 'utf8'))}`
          : undefined;
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
