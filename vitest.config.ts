import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { builtInModule } from './scripts/build/built-in-files.js';
import { pageModule } from './scripts/build/page-bundle.js';

const textFile = /\.(ya?ml|css|client\.js|bash|zsh|fish|ps1)$/;
/** Begins the id of an embedded file, so that no other plugin takes it for what its ending says. */
const marker = '\0text:';

export default defineConfig({
  plugins: [
    {
      name: 'built-in-files',
      enforce: 'pre',
      resolveId: (source) => (source.startsWith('built-in:') ? `\0${source}` : undefined),
      load: (id) =>
        id.startsWith('\0built-in:') ? builtInModule(id.slice('\0built-in:'.length)) : undefined,
    },
    {
      name: 'page-bundle',
      enforce: 'pre',
      resolveId: (source) => (source === 'page:bundle' ? '\0page:bundle' : undefined),
      load: (id) => (id === '\0page:bundle' ? pageModule() : undefined),
    },
    {
      name: 'files-as-text',
      enforce: 'pre',
      resolveId(source, importer) {
        if (!textFile.test(source) || importer === undefined) return undefined;
        return `${marker}${resolve(dirname(importer), source)}.txt`;
      },
      async load(id) {
        if (!id.startsWith(marker)) return undefined;
        const text = await readFile(id.slice(marker.length, -'.txt'.length), 'utf8');
        return `export default ${JSON.stringify(text)}`;
      },
    },
  ],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Tests that want an engine take it from the second one (test/docker-image/engine.ts); for the others, `auto` is always `jvm`.
    env: {
      DOCKER_HOST: 'unix:///nowhere/docker.sock',
      DISTQ_TEST_DOCKER_HOST: process.env['DOCKER_HOST'] ?? '',
    },
    // By what they cost: `npm run test:unit` runs the first alone.
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{process,cluster}.test.ts', 'test/e2e/**'],
          setupFiles: ['test/pure/refuse-processes.ts'],
          // No module of src has a state, so one worker may run many files.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['test/**/*.process.test.ts'],
          globalSetup: 'test/commands/fixtures/build-once.ts',
        },
      },
      { extends: true, test: { name: 'cluster', include: ['test/**/*.cluster.test.ts'] } },
      { extends: true, test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'] } },
    ],
  },
});
