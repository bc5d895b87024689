import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import labText from '../../topologies/lab.yaml';
import minimalText from '../../topologies/minimal.yaml';
import seedText from '../../topologies/seed.yaml';
import { topologyJsonSchema } from '../../src/topology/topology-json-schema.ts';
import { jsonSchemaValidator } from '../support/json-schema-validator.ts';

const committed = 'topologies/topology.schema.json';

const isValid = jsonSchemaValidator(topologyJsonSchema());

test('the committed file is what the schema gives (to write it anew: npx vitest run test/topology -u)', async () => {
  const config = await resolveConfig(committed);
  const text = await format(JSON.stringify(topologyJsonSchema()), { ...config, parser: 'json' });
  await expect(text).toMatchFileSnapshot(`../../${committed}`);
});

describe('every built-in topology', () => {
  const texts = { lab: labText, seed: seedText, minimal: minimalText };

  test.each(Object.entries(texts))('%s fits the JSON Schema', async (_, text) => {
    expect(await isValid(parse(text))).toBe(true);
  });

  test.each(Object.entries(texts))('%s points editors to it', (_, text) => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./topology.schema.json');
  });
});

test.each([
  ['an unknown key', { colour: 'red' }],
  ['a value outside the choices', { delivery: 'twice' }],
  ['a service without ports', { services: { 'facade-service': {} } }],
  ['a port out of range', { services: { 'facade-service': { ports: [70_000] } } }],
])('the JSON Schema refuses %s', async (_, change) => {
  const valid = { name: 'x', cluster: {}, services: {} };
  expect(await isValid(valid)).toBe(true);
  expect(await isValid({ ...valid, ...change })).toBe(false);
});

test('every field an editor completes has a description', () => {
  const undescribed: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      const field: unknown = value;
      if (
        path.endsWith('.properties') &&
        typeof field === 'object' &&
        field !== null &&
        !('description' in field)
      ) {
        undescribed.push(`${path}.${key}`);
      }
      visit(field, `${path}.${key}`);
    }
  };
  visit(topologyJsonSchema(), '');
  expect(undescribed).toEqual([]);
});
