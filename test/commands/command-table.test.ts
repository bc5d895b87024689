import { expect, test } from 'vitest';
import { resolveCommand } from '../../src/commands/resolve.ts';
import { commandTable } from '../../src/commands/command-table.ts';

const known = { ids: commandTable.map(({ id }) => id), aliases: new Map<string, string>() };

test.each(commandTable.map((entry) => [entry.id, entry] as const))('%s explains itself', async (_, entry) => {
  const command = await entry.load();
  expect(entry.summary).toMatch(/^[A-Z].*[^.]$/);
  // Of a description of several lines the help shows only the last.
  expect(command.description).toMatch(/^[^\n]+\.$/);
  expect(command.examples.length).toBeGreaterThan(0);
  expect(Object.keys({ ...command.baseFlags }).slice(0, 3)).toEqual(['json', 'session', 'no-color']);
  for (const example of command.examples) {
    const text = typeof example === 'string' ? example : example.command;
    const words = /distq ([^|>]+)/.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
    expect(resolveCommand(words, known).id).toBe(entry.id);
  }
});

test('flags have descriptions, and no letter twice', async () => {
  for (const entry of commandTable) {
    const command = await entry.load();
    const flags = Object.values({ ...command.flags, ...command.baseFlags });
    expect(flags.map(({ description }) => description)).not.toContain(undefined);
    const letters = flags.flatMap(({ char }) => (char === undefined ? [] : [char]));
    expect(new Set(letters).size).toBe(letters.length);
  }
});
