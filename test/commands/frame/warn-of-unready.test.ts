import { expect, test } from 'vitest';
import { describeUnready } from '../../../src/commands/frame/warn-of-unready.ts';

test('what is not ready is named with its state and the remedy; what is ready is not', () => {
  const told = describeUnready([
    { name: 'logging-service-1', state: 'unhealthy', pid: 7 },
    { name: 'logging-service-2', state: 'ready', pid: 8 },
  ]);
  expect(told).toContain('not ready: logging-service-1 is unhealthy\n');
  expect(told).toContain('distq restart logging-service-1\n');
  expect(describeUnready([{ name: 'logging-service-2', state: 'ready', pid: 8 }])).toBeUndefined();
});
