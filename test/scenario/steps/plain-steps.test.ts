import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scenarioJsonSchema } from '../../../src/scenario/file/scenario-json-schema.ts';
import { plainKinds } from '../../../src/scenario/steps/plain-steps.ts';
import {
  bind,
  fileStepSchema,
  readStep,
  stepNames,
  stepTitle,
  stepsIn,
} from '../../../src/scenario/steps/step.ts';

/** The smallest step of each kind. */
const smallest = {
  start: { start: 'cluster' },
  stop: { stop: 'cluster' },
  restart: { restart: 'cluster' },
  kill: { kill: { target: 'cluster' } },
  freeze: { freeze: 'cluster' },
  thaw: { thaw: 'cluster' },
  isolate: { isolate: 'queue-owner' },
  slow: { slow: { target: 'queue-owner', latencyMs: 1 } },
  heal: { heal: 'all' },
  post: { post: {} },
  finishPosts: { finishPosts: 'stop' },
  get: { get: {} },
  show: { show: { what: 'log' } },
  wait: { wait: { safe: true } },
  repeat: { repeat: { times: 2, steps: [{ get: {} }] } },
};

const properties = z.record(z.string(), z.object({ description: z.string() }));
const jsonSchema = z.object({
  properties: z.object({ steps: z.object({ items: z.object({ properties }) }) }),
});

test('every kind in the registry is a key of a step', () => {
  expect(stepNames).toEqual([...Object.keys(plainKinds), 'repeat']);
  expect(Object.keys(smallest).sort()).toEqual([...stepNames].sort());
});

describe.each(Object.entries(smallest))('%s', (kind, file) => {
  test('is read as a step of its kind, with a title', () => {
    const step = readStep(fileStepSchema.parse(file));
    expect(step.kind).toBe(kind);
    expect(stepTitle(step)).not.toBe('');
    expect(bind(step).check()).toEqual([]);
  });

  test('has a description in the JSON schema', () => {
    const { items } = jsonSchema.parse(scenarioJsonSchema()).properties.steps;
    expect(items.properties[kind]?.description).toMatch(/\w/);
  });
});

test('a step with two kinds is read as two, for the rule that refuses it, and cannot be run', () => {
  const file = fileStepSchema.parse({ stop: 'cluster', get: {} });
  expect(stepsIn(file).map(({ kind }) => kind)).toEqual(['stop', 'get']);
  expect(() => readStep(file)).toThrow('exactly one kind');
});
