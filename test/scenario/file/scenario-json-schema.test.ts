import { readFile, readdir } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioJsonSchema } from '../../../src/scenario/file/scenario-json-schema.ts';
import { jsonSchemaValidator } from '../../support/json-schema-validator.ts';

const committed = 'scenarios/scenario.schema.json';
const folder = new URL('../../../scenarios/', import.meta.url);
const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml'));

const isValid = jsonSchemaValidator(scenarioJsonSchema());

test('the committed file is what the schema gives (to write it anew: npx vitest run test/scenario/file -u)', async () => {
  const config = await resolveConfig(committed);
  const text = await format(JSON.stringify(scenarioJsonSchema()), { ...config, parser: 'json' });
  await expect(text).toMatchFileSnapshot(`../../../${committed}`);
});

describe('every file in scenarios/', () => {
  test.each(files)('%s fits the JSON Schema', async (file) => {
    expect(await isValid(parse(await readFile(new URL(file, folder), 'utf8')))).toBe(true);
  });

  test.each(files)('%s points editors to it', async (file) => {
    const text = await readFile(new URL(file, folder), 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./scenario.schema.json');
  });
});

const valid = { name: 'x', title: 'X', steps: [{ stop: 'messages-service' }] };

test.each([
  ['an unknown key', { colour: 'red' }],
  ['an unknown key of a step', { steps: [{ stopp: 'messages-service' }] }],
  ['no steps', { steps: [] }],
  ['a signal that kills nobody', { steps: [{ kill: { target: 'cluster', signal: 'SIGHUP' } }] }],
  ['a target with a space', { steps: [{ stop: 'messages service' }] }],
  ['a number below zero', { expect: { account: { lost: -1 } } }],
  ['a word for a number', { expect: { account: { lost: 'some' } } }],
  [
    'a repeat in a repeat',
    { steps: [{ repeat: { times: 2, steps: [{ repeat: { times: 1, steps: [] } }] } }] },
  ],
])('the JSON Schema refuses %s', async (_, change) => {
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
      )
        undescribed.push(`${path}.${key}`);
      visit(field, `${path}.${key}`);
    }
  };
  visit(scenarioJsonSchema(), '');
  expect(undescribed).toEqual([]);
});
