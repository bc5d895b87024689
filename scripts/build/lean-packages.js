import { readFile } from 'node:fs/promises';

/**
 * Packages load much that the program never uses: a process that loads hazelcast-client, fastify, undici and pino spends
 * more time on these parts than on all others. These edits make them load later, or leave them out. The versions of the
 * packages are pinned; an edit that no longer fits fails the build.
 * @type {{ filter: RegExp, edit: (text: string) => string }[]}
 */
const edits = [
  { filter: /hazelcast-client[\\/]lib[\\/].*\.js$/, edit: requireWhenUsed },
  { filter: /[\\/]undici[\\/]index\.js$/, edit: undiciIndex },
  {
    filter: /[\\/]undici[\\/]lib[\\/]dispatcher[\\/]client\.js$/,
    edit: (text) =>
      replaced(text, "const connectH2 = require('./client-h2.js')", {
        by: "const connectH2 = (...args) => require('./client-h2.js')(...args)",
      }),
  },
  {
    filter: /[\\/]fastify[\\/]lib[\\/]server\.js$/,
    edit: (text) =>
      ['https', 'http2'].reduce((all, name) => {
        const without = replaced(all, `const ${name} = require('node:${name}')\n`, { by: '' });
        return without.replaceAll(new RegExp(`\\b${name}\\.create`, 'g'), `require('node:${name}').create`);
      }, text),
  },
  {
    filter: /[\\/]fastify[\\/]lib[\\/]schema-controller\.js$/,
    edit: (text) =>
      [
        { selector: 'ValidatorSelector', property: 'buildValidator', from: '@fastify/ajv-compiler' },
        {
          selector: 'SerializerSelector',
          property: 'buildSerializer',
          from: '@fastify/fast-json-stringify-compiler',
        },
      ].reduce((all, { selector, property, from }) => {
        const without = replaced(all, `const ${selector} = require('${from}')`, { by: '' });
        return replaced(without, `compilersFactory.${property} = ${selector}()`, {
          by: `compilersFactory.${property} = (...args) => require('${from}')()(...args)`,
        });
      }, text),
  },
  {
    filter: /[\\/]pino[\\/]lib[\\/]tools\.js$/,
    edit: (text) =>
      replaced(text, "const transport = require('./transport')", {
        by: "const transport = (...args) => require('./transport')(...args)",
      }),
  },
  {
    filter: /[\\/]pino[\\/]pino\.js$/,
    edit: (text) =>
      replaced(text, "module.exports.transport = require('./lib/transport')", {
        by: "module.exports.transport = (...args) => require('./lib/transport')(...args)",
      }),
  },
];

/** @satisfies {import('esbuild').Plugin} */
export const leanPackages = {
  name: 'lean-packages',
  setup(build) {
    for (const { filter, edit } of edits)
      build.onLoad({ filter }, async ({ path }) => ({ contents: edit(await readFile(path, 'utf8')) }));
  },
};

/**
 * Compiled TypeScript names a module only where it uses it (`Name_1.member`), so each use can load it itself. The parentheses are for
 * `new`.
 * @param {string} text
 */
function requireWhenUsed(text) {
  /** @type {Map<string, string>} */
  const modules = new Map();
  const declaration = /^const (\w+_\d+) = (require\("(?:\.[^"]*|tls|https|zlib|dns)"\));$/gm;
  for (const [, name = '', load = ''] of text.matchAll(declaration)) modules.set(name, `(${load})`);
  if (modules.size === 0) return text;
  return text
    .replaceAll(declaration, '')
    .replaceAll(/\b\w+_\d+\b(?=\.)/g, (name) => modules.get(name) ?? name);
}

/**
 * undici without fetch, WebSocket, mocks and caches. Its `request` is the only function of index.js that is used.
 * @param {string} text
 */
function undiciIndex(text) {
  const makeDispatcher = /^function makeDispatcher [^]*?^}$/m.exec(text)?.[0];
  if (makeDispatcher === undefined) throw new Error('undici/index.js has no makeDispatcher any more');
  const classes = {
    Agent: './lib/dispatcher/agent',
    Client: './lib/dispatcher/client',
    Pool: './lib/dispatcher/pool',
    EnvHttpProxyAgent: './lib/dispatcher/env-http-proxy-agent',
  };
  return [
    "const Dispatcher = require('./lib/dispatcher/dispatcher')",
    "const util = require('./lib/core/util')",
    "const { InvalidArgumentError } = require('./lib/core/errors')",
    "const api = require('./lib/api')",
    "const getGlobalDispatcher = () => require('./lib/global').getGlobalDispatcher()",
    'Object.assign(Dispatcher.prototype, api)',
    makeDispatcher,
    'module.exports = {',
    '  request: makeDispatcher(api.request),',
    "  interceptors: { get redirect () { return require('./lib/interceptor/redirect') } },",
    ...Object.entries(classes).map(([name, path]) => `  get ${name} () { return require('${path}') },`),
    '}',
  ].join('\n');
}

/**
 * @param {string} text
 * @param {string} part
 * @param {{ by: string }} other
 * @throws Error if the text does not have the part exactly once
 */
function replaced(text, part, { by }) {
  const [before, after, more] = text.split(part);
  if (before === undefined || after === undefined || more !== undefined)
    throw new Error(`a bundled package has changed: "${part}" is not in it once`);
  return before + by + after;
}
