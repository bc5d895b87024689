import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import labText from '../../../topologies/lab.yaml';
import { startOrder } from '../../../src/topology/order.ts';
import { topologyRules } from '../../../src/topology/rules/topology-rules.ts';
import { topologySchema, type Topology } from '../../../src/topology/topology.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { topology, topologyDocument } from '../arbitrary-topology.ts';
import { problemsOf } from '../problems-of.ts';

function messagesFor(any: Topology): string[] {
  return topologyRules.flatMap((rule) => rule(any)).map(({ message }) => message);
}

describe('rules', () => {
  test('accept any valid topology, as YAML or JSON', () => {
    fc.assert(
      fc.property(topologyDocument, (document) => {
        expect(problemsOf(stringify(document))).toEqual([]);
        expect(problemsOf(JSON.stringify(document))).toEqual([]);
      }),
    );
  });

  test('report a cycle exactly if there is no start order', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const graph = fc.array(fc.subarray([...names, 'cluster']), { minLength: 5, maxLength: 5 });
    let circular = 0;
    fc.assert(
      fc.property(graph, (edges) => {
        const services = Object.fromEntries(
          names.map((name, index) => [
            name,
            { command: ['x'], ports: [index + 1], dependsOn: edges[index] ?? [] },
          ]),
        );
        const any = topologySchema.parse({
          name: 'x',
          cluster: { runtime: 'external', addresses: ['h:1'] },
          services,
        });
        const messages = messagesFor(any);
        const startable = (() => {
          try {
            return startOrder(any).length > 0;
          } catch {
            return false;
          }
        })();
        if (!startable) circular++;
        expect(messages.length === 0).toBe(startable);
        for (const message of messages)
          expect(message).toMatch(/circular dependencies: (\w) → (\w → )+\1;|depends on itself/);
      }),
    );
    expect(circular).toBeGreaterThan(10);
  });

  test('report a port used twice, wherever the two are', () => {
    fc.assert(
      fc.property(topology, fc.nat(), fc.nat(), (any, from, to) => {
        const slots: { read: () => number; write: (port: number) => void }[] = [
          ...any.cluster.members.map((member) => ({
            read: () => member.port,
            write: (port: number) => {
              member.port = port;
            },
          })),
          ...Object.values(any.services).flatMap(({ ports }) =>
            ports.map((_, index) => ({
              read: () => ports[index] ?? 0,
              write: (port: number) => {
                ports[index] = port;
              },
            })),
          ),
        ];
        const source = slots[from % slots.length];
        const target = slots[to % slots.length];
        fc.pre(source !== undefined && target !== undefined && source !== target);
        target.write(source.read());
        const messages = messagesFor(any);
        expect(messages).toHaveLength(1);
        expect(messages[0]).toMatch(/^port \d+ of .* is already used by/);
      }),
    );
  });
});

test.each([
  [1, 2, 'expected at least 3 members'],
  [2, 2, 'expected at least 3 members'],
  [3, 2, undefined],
  [3, 3, 'expected 2: a majority, and not all'],
  [4, 2, 'expected 3: a majority, and not all'],
  [4, 3, undefined],
  [5, 2, 'expected 3 to 4: a majority, and not all'],
  [7, 6, undefined],
])('of %d members, a protection with %d: %s', (count, splitBrainProtection, problem) => {
  const members = Array.from({ length: count }, (_, index) => ({ name: `m${index}`, port: 1 + index }));
  const none = { backups: 0 };
  const any = topologySchema.parse({
    name: 'x',
    cluster: { members, splitBrainProtection, map: none, queue: none },
    services: {},
  });
  expect(messagesFor(any)).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
});

test('an existing cluster is not protected by a topology', () => {
  const text =
    'name: x\ncluster:\n  runtime: external\n  addresses: [h:1]\n  splitBrainProtection: 2\nservices: {}\n';
  expect(problemsOf(text)).toEqual([
    '5:3: splitBrainProtection with runtime external, whose members are configured elsewhere',
  ]);
});

describe('the ports on which members listen for each other', () => {
  const topologyWith = (members: string) => `name: x
cluster:
  map: { backups: 0 }
  queue: { backups: 0 }
  members:
${members}
services:
  web: { command: [x], ports: [5801] }
`;

  test('a default that another part uses is found, and how to change it', () => {
    expect(problemsOf(topologyWith('    - { name: a, port: 5701 }'))).toEqual([
      '6:24: port 5801 of member a for the other members (its port + 100; set memberPort for another) is already used by web-1 (services.web.ports[0]); expected each port once',
    ]);
  });

  test('one that is written is found where it is written', () => {
    const members = '    - { name: a, port: 1, memberPort: 2 }\n    - { name: b, port: 3, memberPort: 1 }';
    expect(problemsOf(topologyWith(members))).toEqual([
      '7:39: port 1 of member b for the other members is already used by member a (cluster.members[0].port); expected each port once',
    ]);
  });

  test('one above the highest port is refused', () => {
    expect(problemsOf(topologyWith('    - { name: a, port: 65436 }'))).toEqual([
      '6:24: no port above 65535 is left for member a for the other members (its port + 100; set memberPort for another); expected a lower port or a memberPort',
    ]);
    expect(problemsOf(topologyWith('    - { name: a, port: 65435 }'))).toEqual([]);
    expect(problemsOf(topologyWith('    - { name: a, port: 65535, memberPort: 1 }'))).toEqual([]);
  });
});

test.each([
  [500, 400, 1],
  [500, 500, 0],
  [500, 600, 0],
])('a backoff of %d ms may grow to %d ms: %d problems', (backoffMs, maxBackoffMs, problems) => {
  const any = topologySchema.parse({
    name: 'x',
    cluster: { runtime: 'external', addresses: ['h:1'] },
    services: { a: { command: ['x'], ports: [1], restart: { backoffMs, maxBackoffMs } } },
  });
  expect(messagesFor(any)).toHaveLength(problems);
});

describe('one mistake in the lab is reported', () => {
  test.each<[string, (text: string) => string, RegExp]>([
    [
      'an unused config-server name',
      (text) => text.replace('  config-server:', '  configserver:'),
      /not one of the kinds/,
    ],
    [
      'too many backups',
      (text) => text.replace('backups: 1', 'backups: 3'),
      /^25:14: 3 backups of the map on 3 members; expected at most 2/,
    ],
    [
      'a version that is not there',
      (text) => text.replace('version: 5.7.0', 'version: 5.6.0'),
      /valid choices: 5\.4\.0, 5\.7\.0$/,
    ],
    ['runtime external', (text) => text.replace('runtime: auto', 'runtime: external'), /expected addresses/],
  ])('%s', (_, change, problem) => {
    const text = change(labText);
    expect(text).not.toBe(labText);
    expect(
      problemsOf(text).some((line) => problem.test(line)),
      problemsOf(text).join('\n'),
    ).toBe(true);
  });
});

describe('any text gives a topology, or problems at places in the text', () => {
  const check = (text: string): void => {
    const lines = text.split('\n');
    for (const problem of problemsOf(text)) {
      const [, line, column] = /^(\d+):(\d+): ./.exec(problem) ?? [];
      expect(Number(line)).toBeGreaterThanOrEqual(1);
      expect(Number(line)).toBeLessThanOrEqual(lines.length);
      expect(Number(column)).toBeGreaterThanOrEqual(1);
      expect(Number(column)).toBeLessThanOrEqual((lines[Number(line) - 1] ?? '').length + 1);
    }
  };

  test('any text', () => {
    fc.assert(fc.property(fc.string({ unit: anyCharacter }), check), { numRuns: 120 });
  });

  test('pieces of YAML', () => {
    const piece = fc.constantFrom(
      '- ',
      '? ',
      ': ',
      'name',
      'cluster',
      'services',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ', ',
      '&a ',
      '*a',
      '!t ',
      '"',
      "'",
      '| \n',
      '#',
      '---\n',
      '%',
      '\t',
      '<<',
      '8080',
      'ports',
      '__proto__',
      '\r\n',
      '~',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        check,
      ),
      {
        numRuns: 400,
      },
    );
  });

  test('the lab with a part cut out and another put in', () => {
    const offset = fc.nat({ max: labText.length });
    fc.assert(
      fc.property(offset, fc.nat({ max: 60 }), fc.string({ maxLength: 6 }), (start, length, text) => {
        check(labText.slice(0, start) + text + labText.slice(start + length));
      }),
      { numRuns: 120 },
    );
  });

  test('any JSON value in place of any part', () => {
    const place = fc.constantFrom('name', 'delivery', 'cluster', 'services');
    const inner = fc.constantFrom(
      'members',
      'map',
      'queue',
      'runtime',
      'addresses',
      'facade-service',
      'config-server',
    );
    fc.assert(
      fc.property(
        topologyDocument,
        place,
        inner,
        fc.boolean(),
        fc.jsonValue(),
        (document, key, below, deep, value) => {
          const part = deep
            ? { ...(key === 'cluster' ? document.cluster : document.services), [below]: value }
            : value;
          check(stringify({ ...document, [key]: part }));
        },
      ),
      { numRuns: 150 },
    );
  });
});
