import { expect, test } from 'vitest';
import { UsageError } from '../../../src/foundation/errors/errors.ts';
import { requireAbility } from '../../../src/system/contract/require-ability.ts';

test('an ability that is there is given, one that is absent is told with the remedy', () => {
  const ability = () => 'the log';
  expect(requireAbility(ability, 'the whole log')).toBe(ability);
  const ask = () => requireAbility<string>(undefined, 'the whole log');
  expect(ask).toThrow(UsageError);
  expect(ask).toThrow('the services of this topology do not show the whole log');
});
