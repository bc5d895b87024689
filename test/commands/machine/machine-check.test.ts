import { expect, test } from 'vitest';
import { canStart, checkMachine, type MachineFacts } from '../../../src/commands/machine/machine-check.ts';

const good: MachineFacts = {
  node: 'v20.20.0',
  runtime: { runtime: 'jvm', because: 'set by the topology' },
  needs: [
    { name: 'Java', finding: { found: '17.0.15 (/usr/bin/java)' }, requiredBy: 'jvm' },
    { name: 'Docker engine', finding: { problem: 'no engine answers' }, requiredBy: 'docker' },
  ],
  ports: [{ port: 8080, wantedBy: 'facade-service-1', heldBy: null, ours: false }],
  availableBytes: 8e9,
  neededBytes: 1e9,
};

const notFound = { problem: 'not found', remedy: 'install one' };

test('only what the topology needs is required: Docker is not', () => {
  const checks = checkMachine(good);
  expect(canStart(checks)).toBe(true);
  expect(checks.find(({ name }) => name === 'Docker engine')?.state).toBe('warning');
});

test.each<[string, Partial<MachineFacts>]>([
  ['Java', { needs: [{ name: 'Java', finding: notFound, requiredBy: 'jvm' }] }],
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
  ['a thing that is fetched later', { needs: [{ name: 'jar', finding: notFound, requiredBy: null }] }],
  ['little memory', { availableBytes: 1e8 }],
  [
    'a port held by the topology that runs here',
    { ports: [{ port: 8080, wantedBy: 'f', heldBy: 'process 7', ours: true }] },
  ],
])('%s does not prevent a start', (_, facts) => {
  expect(canStart(checkMachine({ ...good, ...facts }))).toBe(true);
});
