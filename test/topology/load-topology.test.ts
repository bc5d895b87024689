import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse, stringify, visit, parseDocument, isScalar } from 'yaml';
import labText from '../../topologies/lab.yaml';
import minimalText from '../../topologies/minimal.yaml';
import seedText from '../../topologies/seed.yaml';
import { InvalidFileError } from '../../src/foundation/errors/errors.ts';
import { parseTopology } from '../../src/topology/load-topology.ts';
import { expected } from './fixtures/expected.ts';
import { problemsOf } from './problems-of.ts';

const fixtures = new URL('fixtures/broken/', import.meta.url);

describe('broken files', () => {
  test('each has its expectation', async () => {
    const files = (await readdir(fixtures, { recursive: true })).filter((file) => file.endsWith('.yaml'));
    const names = files.map((file) => file.replace('.yaml', '').replaceAll('\\', '/'));
    expect(names.sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))('%s: every problem with its place', async (name, problems) => {
    expect(problemsOf(await readFile(new URL(`${name}.yaml`, fixtures), 'utf8'))).toEqual(problems);
  });
});

test('the error for the old key of readiness names the new one', () => {
  const text = minimalText.replace(
    'services:',
    'services:\n  web: { ports: [1], command: [x], readyPath: /up }',
  );
  expect(() => parseTopology(text, 'x.yaml')).toThrow(
    expect.objectContaining({ hint: 'readyPath: /path is written as ready: { http: /path }' }),
  );
});

describe('a valid file', () => {
  test('lab has the parts of the lab', () => {
    const { cluster, services, delivery } = parseTopology(labText, 'lab.yaml');
    expect(delivery).toBe('ledger');
    expect(cluster.version).toBe('5.7.0');
    expect(cluster.members.map(({ port }) => port)).toEqual([5701, 5702, 5703]);
    expect(Object.fromEntries(Object.entries(services).map(([name, { ports }]) => [name, ports]))).toEqual({
      'config-server': [8888],
      'logging-service': [8081, 8083, 8085],
      'messages-service': [8082, 8084],
      'facade-service': [8080],
    });
  });

  test('seed is the original report: two members of 5.4.0', () => {
    const { cluster } = parseTopology(seedText, 'seed.yaml');
    expect(cluster.version).toBe('5.4.0');
    expect(cluster.members).toHaveLength(2);
  });

  test('minimal has one of each and no backups', () => {
    const { cluster, services } = parseTopology(minimalText, 'minimal.yaml');
    expect([cluster.members.length, cluster.map.backups, cluster.queue.backups]).toEqual([1, 0, 0]);
    expect(Object.values(services).map(({ ports }) => ports.length)).toEqual([1, 1, 1, 1]);
    expect(cluster.queue.name).toBe('message-distributed-queue');
  });

  test('may have a byte order mark and CRLF line ends', () => {
    const text = `\uFEFF${labText.replaceAll('\n', '\r\n')}`;
    expect(parseTopology(text, 'lab.yaml')).toEqual(parseTopology(labText, 'lab.yaml'));
  });

  test('may be JSON', () => {
    const text = JSON.stringify(parse(labText));
    expect(parseTopology(text, 'lab.json')).toEqual(parseTopology(labText, 'lab.yaml'));
  });

  test('may share a part through an alias', () => {
    const text = minimalText.replaceAll(
      '[config-server, cluster]',
      (() => {
        let count = 0;
        return () => (count++ === 0 ? '&both [config-server, cluster]' : '*both');
      })(),
    );
    expect(text).toContain('*both');
    expect(parseTopology(text, 'x.yaml')).toEqual(parseTopology(minimalText, 'x.yaml'));
  });
});

describe('places', () => {
  test('lines count the same with CRLF and a byte order mark', () => {
    const text = minimalText.replace('members:', 'membres:');
    expect(problemsOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(problemsOf(text));
    expect(problemsOf(text)[0]).toMatch(/^14:3: unknown key "membres"/);
  });

  test('the message names the file on every line', () => {
    const load = (): unknown => parseTopology('name: 5\ncluster: 6\n', 'dir/some file.yaml');
    expect(load).toThrow(InvalidFileError);
    expect(load).toThrow(/^(dir\/some file\.yaml:\d+:\d+: .+(\n|$)){3}$/);
  });

  test('more than a hundred problems are counted', () => {
    const text = Array.from({ length: 150 }, (_, index) => `key${index}: 1\n`).join('');
    const load = (): unknown => parseTopology(text, 'f.yaml');
    expect(problemsOf(text)).toHaveLength(100);
    // 150 unknown keys, and the two that are missing.
    expect(load).toThrow(/… and 52 more problems$/);
  });
});

test('a misspelt key causes only its own problem and that of the missing key', () => {
  const keys: string[] = [];
  visit(parseDocument(labText), {
    Pair: (_, { key }) => {
      if (isScalar(key) && typeof key.value === 'string') keys.push(key.value);
    },
  });
  expect(keys.length).toBeGreaterThan(30);
  for (const [index] of keys.entries()) {
    const document = parseDocument(labText);
    let count = 0;
    visit(document, {
      Pair: (_, { key }) => {
        if (isScalar(key) && count++ === index) key.value = `${String(key.value)}Q`;
      },
    });
    const problems = problemsOf(document.toString());
    expect(problems.length, keys[index]).toBeGreaterThan(0);
    for (const problem of problems)
      expect(problem).toMatch(/: (unknown key|missing key|"[a-z-]+Q" in services)/);
  }
});

describe('hostile files end soon with an InvalidFileError', () => {
  const hostile: Record<string, string> = {
    'binary garbage': Buffer.from(Array.from({ length: 2_000 }, (_, i) => (i * 7919) % 256)).toString(
      'latin1',
    ),
    'too large': `name: ${'x'.repeat(2_000_000)}`,
    'deep flow lists': '['.repeat(60_000),
    'deep flow maps': '{a: '.repeat(16_000),
    'deep block lists': '- '.repeat(30_000),
    'deep keys': '? '.repeat(30_000),
    'stray brackets': ']'.repeat(60_000),
    'stray commas': `[${','.repeat(60_000)}]`,
    'many directives': '%\n'.repeat(30_000),
    'many keys': Array.from({ length: 9_000 }, (_, i) => `k${i}:\n`).join(''),
    'many anchors and aliases': Array.from({ length: 3_000 }, (_, i) => `- &a${i} x\n- *a${i}\n`).join(''),
    'deep through aliases': Array.from(
      { length: 400 },
      (_, i) => `k${i}: &a${i} ${'['.repeat(40)}${i === 0 ? 'x' : `*a${i - 1}`}${']'.repeat(40)}\n`,
    ).join(''),
    'a chain of aliases in a huge list': `cluster: {members: &m [${'5,'.repeat(9_000)}5]}\nservices: {${Array.from({ length: 900 }, (_, i) => `s${i}: {ports: *m}`).join(', ')}}`,
    'a billion laughs of maps': Array.from(
      { length: 20 },
      (_, i) => `k${i}: &k${i} {a: ${i === 0 ? 'x' : `*k${i - 1}`}, b: ${i === 0 ? 'x' : `*k${i - 1}`}}\n`,
    ).join(''),
    'control characters': 'name: a\u0007b\u001b[31m\n',
    'an unfinished quotation': `name: "${'x'.repeat(60_000)}`,
  };

  // A walk that takes quadratic or exponential time is far beyond this bound, also on a busy machine.
  test.each(Object.entries(hostile))('%s', { timeout: 30_000 }, (_, text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });

  test('many services in a long chain', () => {
    const services = Object.fromEntries(
      Array.from({ length: 700 }, (_, i) => [
        `s${i}`,
        { command: ['sleep'], ports: [i + 1], dependsOn: i === 0 ? [] : [`s${i - 1}`] },
      ]),
    );
    const text = stringify({ name: 'x', cluster: { runtime: 'external', addresses: ['h:1'] }, services });
    expect(problemsOf(text)).toEqual([]);
  });

  test('__proto__ changes no prototype', () => {
    expect(problemsOf(`${minimalText}__proto__: { polluted: 1 }\n`)).not.toEqual([]);
    expect('polluted' in {}).toBe(false);
  });
});
