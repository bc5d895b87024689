import { expect, test } from 'vitest';
import { completionOf } from '../../../src/commands/frame/completes.ts';
import { commandTable } from '../../../src/commands/command-table.ts';
import { nameKinds } from '../../../src/foundation/text/command-description.ts';

test('every text value says what shell completion offers for it', async () => {
  const silent: string[] = [];
  for (const { id, load } of commandTable) {
    const command = await load();
    const definitions = Object.entries({ ...command.flags, ...command.baseFlags, ...command.args });
    for (const [name, definition] of definitions) {
      // A number has no names, and a fixed set names itself.
      const isNumber = 'min' in definition || 'max' in definition;
      const isSwitch = 'type' in definition && definition.type === 'boolean';
      const isFixed = 'options' in definition && Array.isArray(definition.options);
      if (isNumber || isSwitch || isFixed) continue;
      if (![...nameKinds, 'nothing'].some((kind) => kind === completionOf(definition)))
        silent.push(`${id} ${name}`);
    }
  }
  expect(silent).toEqual([]);
});
