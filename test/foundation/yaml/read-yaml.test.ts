import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { InvalidFileError } from '../../../src/foundation/errors/errors.ts';
import { readYaml } from '../../../src/foundation/yaml/read-yaml.ts';

const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('post'), count: z.int().min(1), text: z.string().optional() }),
  z.strictObject({ do: z.literal('wait'), seconds: z.number().max(60) }),
]);
const schema = z.strictObject({
  steps: z.array(step).min(1),
  note: z.union([z.string(), z.boolean()]).optional(),
});

function problems(text: string): string[] {
  try {
    readYaml(schema, text, { file: 'f' });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    return error.message.split('\n');
  }
}

describe('readYaml with another schema', () => {
  test('gives the value', () => {
    const value = readYaml(schema, 'steps:\n  - { do: post, count: 2 }\n  - { do: wait, seconds: 0.5 }\n', {
      file: 'f',
    });
    expect(value).toEqual({
      steps: [
        { do: 'post', count: 2 },
        { do: 'wait', seconds: 0.5 },
      ],
    });
  });

  test.each([
    [
      'an unknown choice of a union',
      'steps: [{ do: pots }]',
      ['f:1:15: steps[0].do is "pots" (did you mean "post"?); valid choices: post, wait'],
    ],
    [
      'a union without its choice',
      'steps:\n  - count: 1\n',
      ['f:2:5: missing key "do" in steps[0]; expected "post" or "wait"'],
    ],
    [
      'a fault inside a choice',
      'steps:\n  - do: post\n    cuont: 1\n',
      [
        'f:2:5: missing key "count" in steps[0]; expected a whole number at least 1',
        'f:3:5: unknown key "cuont" in steps[0] (did you mean "count"?); valid keys: do, count, text',
      ],
    ],
    [
      'a value that none of several types fits',
      'steps: [{ do: wait, seconds: 61 }]\nnote: [1]\n',
      [
        'f:1:30: steps[0].seconds is 61; expected a number at most 60',
        'f:2:7: note is a list of 1 item; expected text or true or false',
      ],
    ],
    ['an empty list', 'steps: []', ['f:1:8: steps is a list of 0 items; expected a list of at least 1 item']],
    [
      'no number',
      'steps: [{ do: wait, seconds: .nan }]',
      ['f:1:30: steps[0].seconds is NaN; expected a number at most 60'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test('rules are applied to the valid parts even if others are invalid', () => {
    const rule = ({ steps }: z.output<typeof schema>) =>
      steps.map((_, index) => ({ path: ['steps', index, 'do'], message: 'ruled out' }));
    const read = (text: string): unknown => readYaml(schema, text, { file: 'f', rules: [rule] });
    expect(() => read('steps: [{ do: wait, seconds: 1 }]')).toThrow('f:1:15: ruled out');
    expect(() => read('steps: [{ do: wait, seconds: 1 }]\nmore: 1\n')).toThrow(
      /^f:1:15: ruled out\nf:2:1: unknown key "more"/,
    );
    // The list is at fault itself, and what remains of it may not be judged.
    expect(() => read('steps: [{ do: wait, seconds: 1 }, 5]')).not.toThrow('ruled out');
  });
});
