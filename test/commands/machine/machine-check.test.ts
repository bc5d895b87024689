import { expect, test } from 'vitest';
import { canStart, checkMachine, type MachineFacts } from '../../../src/commands/machine/machine-check.ts';

const good: MachineFacts = {
  node: 'v20.20.0',
  java: { found: '17.0.15 (/usr/bin/java)' },
  jar: { found: 'Hazelcast 5.7.0' },
  dockerEngine: { problem: 'no engine answers' },
  compose: { problem: 'not installed' },
  image: { problem: 'not here' },
  runtime: 'auto',
  ports: [{ port: 8080, wantedBy: 'facade-service-1', heldBy: null, ours: false }],
  availableBytes: 8e9,
  neededBytes: 1e9,
};

test('only what the topology needs is required: Docker is not', () => {
  const checks = checkMachine(good);
  expect(canStart(checks)).toBe(true);
  expect(checks.find(({ name }) => name === 'Docker engine')?.state).toBe('warning');
});

test.each<[string, Partial<MachineFacts>]>([
  ['Java', { java: { problem: 'no Java 17 or later found', remedy: 'install one' } }],
  [
    'Port 8080',
    { ports: [{ port: 8080, wantedBy: 'facade-service-1', heldBy: 'process 7 (nginx)', ours: false }] },
  ],
])('without %s it cannot start, and the remedy is named', (name, facts) => {
  const checks = checkMachine({ ...good, ...facts });
  expect(canStart(checks)).toBe(false);
  const missing = checks.filter(({ state }) => state === 'missing');
  expect(missing.map((check) => check.name)).toEqual([name]);
  expect(missing[0]?.remedy).toMatch(/./);
});

test.each<[string, Partial<MachineFacts>]>([
  ['a jar that is still to be downloaded', { jar: { problem: 'not here yet', remedy: 'it is downloaded' } }],
  ['little memory', { availableBytes: 1e8 }],
  [
    'a port held by the topology that runs here',
    { ports: [{ port: 8080, wantedBy: 'f', heldBy: 'process 7', ours: true }] },
  ],
])('%s does not prevent a start', (_, facts) => {
  expect(canStart(checkMachine({ ...good, ...facts }))).toBe(true);
});
