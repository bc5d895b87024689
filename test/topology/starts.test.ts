import { files } from 'built-in:topologies/starts';
import { expect, test } from 'vitest';
import { clientOf } from '../../src/topology/client-of.ts';
import { parseTopology } from '../../src/topology/load-topology.ts';
import { instancesOf } from '../../src/topology/order.ts';
import { startNames, startText } from '../../src/topology/starts.ts';

test('each file has a name', () => {
  expect(files.map(({ name }) => name)).toEqual([...startNames].sort());
});

test.each(startNames)('%s is valid as it is, short, and names what to change', (name) => {
  const text = startText(name);
  const topology = parseTopology(text, name);
  expect(instancesOf(topology)).toHaveLength(6);
  expect(Object.keys(clientOf(topology) ?? {})).toEqual(
    expect.arrayContaining(['post', 'received', 'log', 'merged']),
  );
  const lines = text.split('\n');
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(lines.filter((line) => line.length > 130)).toEqual([]);
  for (const key of ['name', 'path', 'body', 'command', 'ports'])
    expect(lines.filter((line) => new RegExp(`\\b${key}:.*# CHANGE`).test(line))).not.toEqual([]);
});

// Commented lines are for a user to take away the #: what they contain must be valid, too.
test('python with its commented parts is valid', () => {
  const text = startText('python').replaceAll(/^( *)# (?=key:|version:|config-server:| +\S+:)/gm, '$1');
  expect(text).not.toMatch(/^ *# (key|version|config-server):/m);
  expect(instancesOf(parseTopology(text, 'python'))).toHaveLength(7);
});
