import { expect, test } from 'vitest';
import { allRequirements } from '../../src/judge/run/all-requirements.ts';
import { requirementIds } from '../../src/judge/selection.ts';

const idsOf = (...only: Parameters<typeof allRequirements>[0]) => allRequirements(only).map(({ id }) => id);

test('every requirement can be selected, and all are judged without a selection', () => {
  expect(idsOf()).toEqual(requirementIds);
});

test('a part is all of its requirements', () => {
  expect(idsOf('carried-over')).toEqual(['logging-1', 'logging-2', 'repeat']);
});

test('one that shares messages with others is judged with them, in the order of the lab', () => {
  expect(idsOf('consumer-killed', 'received-100')).toEqual([
    'posts-100',
    'owner-100',
    'received-100',
    'consumer-killed',
  ]);
  expect(idsOf('merged')).toEqual(['log-empty', 'posts', 'logged', 'received', 'merged']);
});
