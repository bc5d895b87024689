import { expect, test } from 'vitest';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import type { Ledger } from '../../../src/services/ledger/ledger.ts';
import { LedgerIntake } from '../../../src/services/messages/ledger-intake.ts';
import { encodeEnvelope } from '../../../src/protocol/envelope.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { shownMessages, shownTexts } from '../support/shown-texts.ts';

const uuid = '11111111-1111-4111-8111-111111111111';
const item = encodeEnvelope({ uuid, msg: 'a' });
const shown = { uuid, group: { id: uuid, size: 1 } };

function intakeOf(kept: ReturnType<typeof memoryLedger>, instance: string, budgetBytes = Infinity) {
  const inbox = new Inbox(() => new Date(), budgetBytes);
  const told: string[] = [];
  let uuids = 0;
  const intake = new LedgerIntake({
    ledger: kept.ledger,
    inbox,
    instance,
    clock: { ...systemClock, nowMs: () => 1_000 },
    newUuid: () => `${instance}-${(uuids += 1)}`,
    onShown: (texts) => told.push(`shown ${texts.join(' ')}`),
    onSettledElsewhere: (entry) => told.push(`elsewhere ${entry.instance}`),
    onTrouble: (reason) => told.push(reason),
  });
  return { intake, inbox, told };
}

test('what is recorded is shown, once', async () => {
  const kept = memoryLedger();
  const { intake, inbox, told } = intakeOf(kept, 'one');
  expect(await intake.take([item, item])).toEqual([shown, shown]);
  await intake.take([item]);
  expect(shownTexts(inbox)).toEqual(['a']);
  expect(told).toEqual(['shown a']);
});

test('nothing is shown before it is recorded, however often that fails', async () => {
  const kept = memoryLedger();
  const { intake, inbox, told } = intakeOf(kept, 'one');
  kept.failures.push({ error: new Error('gone') }, { error: new Error('gone'), after: true });
  const taking = intake.take([item]);
  expect(shownTexts(inbox)).toEqual([]);
  await taking;
  expect(shownTexts(inbox)).toEqual(['a']);
  expect(told).toEqual(['gone', 'shown a']);
});

test('what another instance recorded is dropped', async () => {
  const kept = memoryLedger();
  const [one, two] = [intakeOf(kept, 'one'), intakeOf(kept, 'two')];
  await one.intake.take([item]);
  expect(await two.intake.take([item])).toEqual([]);
  expect(shownTexts(two.inbox)).toEqual([]);
  expect(two.told).toEqual(['elsewhere one']);
});

const group = { id: 'group', size: 3, isNew: true } as const;
const grouped = ['2', '3', '4'].map((end) => ({ uuid: uuid.slice(0, -1) + end, msg: end }));
const groupedItems = grouped.map((message) => encodeEnvelope(message, group));

test('messages of a new group are recorded together', async () => {
  const kept = memoryLedger();
  const { intake, inbox } = intakeOf(kept, 'one');
  await intake.take([item, ...groupedItems]);
  expect(shownTexts(inbox)).toEqual(['a', '2', '3', '4']);
  expect([...kept.delivered.keys()]).toEqual([uuid, 'group']);
  expect(kept.delivered.get('group')).toEqual(
    grouped.map((message) => ({ ...message, instance: 'one', at: 1_000 })),
  );
});

test('of a new group that two share each shows what the other has not, also where it comes again', async () => {
  const kept = memoryLedger();
  const [one, two] = [intakeOf(kept, 'one'), intakeOf(kept, 'two')];
  await one.intake.take(groupedItems.slice(0, 1));
  await two.intake.take(groupedItems.slice(1, 2));
  await one.intake.take(groupedItems);
  await two.intake.take(groupedItems);
  expect(shownTexts(one.inbox)).toEqual(['2', '4']);
  expect(shownTexts(two.inbox)).toEqual(['3']);
  expect(two.told).toEqual(['shown 3', 'elsewhere one', 'elsewhere one']);
  const again = intakeOf(kept, 'one');
  await again.intake.restore(new AbortController().signal);
  expect(shownTexts(again.inbox)).toEqual(['2', '4']);
});

test('a restarted instance shows again what it had, in order, plain strings included', async () => {
  const kept = memoryLedger();
  await intakeOf(kept, 'one').intake.take(['plain', item, 'plain']);
  await intakeOf(kept, 'two').intake.take(['not mine']);
  const { intake, inbox } = intakeOf(kept, 'one');
  await intake.restore(new AbortController().signal);
  expect(shownMessages(inbox).map(({ uuid: key, msg }) => [key, msg])).toEqual([
    [null, 'plain'],
    [uuid, 'a'],
    [null, 'plain'],
  ]);
  await intake.take([item]);
  expect(shownTexts(inbox)).toHaveLength(3);
});

test('a young record is unsure at the start, and later one that is not shown', async () => {
  const kept = memoryLedger();
  const unsure: string[][] = [];
  const ledger: Ledger = {
    ...kept.ledger,
    recordedBy: (instance, isUnsure) => {
      unsure.push([...kept.delivered.values()].flat().flatMap((one) => (isUnsure(one) ? [one.uuid] : [])));
      return kept.ledger.recordedBy(instance, isUnsure);
    },
  };
  kept.delivered.set('old', [{ uuid: 'old', msg: 'a', instance: 'one', at: -30_000 }]);
  kept.delivered.set('young', [{ uuid: 'young', msg: 'b', instance: 'one', at: 900 }]);
  const { intake, inbox } = intakeOf({ ...kept, ledger }, 'one');
  const { signal } = new AbortController();
  await intake.restore(signal);
  kept.delivered.set('late', [{ uuid: 'late', msg: 'c', instance: 'one', at: 950 }]);
  await intake.showLate(signal);
  expect(unsure).toEqual([['young'], ['late']]);
  expect(shownTexts(inbox)).toEqual(['a', 'b', 'c']);
});

test('what was shown and is forgotten since is not shown again', async () => {
  const kept = memoryLedger();
  const { intake, inbox } = intakeOf(kept, 'one', 300_000);
  await intake.take([item]);
  kept.delivered.set(uuid, [{ uuid, msg: 'a', instance: 'one', at: 500 }]);
  await intake.take(Array.from({ length: 5 }, () => 'x'.repeat(260_000)));
  expect(inbox.has(uuid)).toBe(false);
  await intake.take([item]);
  expect(inbox.has(uuid)).toBe(false);
});

test('what is recorded at the very time of what is forgotten is shown', async () => {
  const kept = memoryLedger();
  const { intake, inbox } = intakeOf(kept, 'one', 300_000);
  await intake.take(Array.from({ length: 5 }, () => 'x'.repeat(260_000)));
  expect(inbox.hasForgotten(1_000)).toBe(true);
  await intake.take([item]);
  expect(inbox.has(uuid)).toBe(true);
});
