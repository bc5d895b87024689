import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotReadyError, UsageError } from '../../../src/foundation/errors/errors.ts';
import { seededChoices, type Choices } from '../../../src/scenario/steps/seeded-choices.ts';
import { resolveAll, resolveTarget } from '../../../src/scenario/steps/targets.ts';
import { labStatus } from '../support/session-status.ts';

const first: Choices = {
  oneOf: (items) => {
    const [item] = items;
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  },
};

test('where the topology names the broker, that is the owner of the queue', () => {
  const status = { ...labStatus({ owner: null }), brokerService: 'config-server' };
  expect(resolveTarget('queue-owner', status, first)).toEqual({
    names: ['config-server-1'],
    targetRole: undefined,
  });
});

describe('names', () => {
  test.each([
    ['messages-service', ['messages-service-1', 'messages-service-2']],
    ['messages-service-2', ['messages-service-2']],
    ['hazelcast-node1', ['hazelcast-node1']],
    ['cluster', ['hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3']],
  ])('%s', (target, names) => {
    expect(resolveTarget(target, labStatus(), first)).toEqual({ names, targetRole: undefined });
  });

  test('match what is not running, too: it may be started', () => {
    const status = labStatus({ down: ['messages-service-1'] });
    expect(resolveTarget('messages-service', status, first).names).toHaveLength(2);
  });

  test('that are unknown are errors with the valid ones', () => {
    const resolve = (): unknown => resolveTarget('message-service', labStatus(), first);
    expect(resolve).toThrow(UsageError);
    expect(resolve).toThrow('no service, instance or member is called "message-service"');
  });

  test('each is there once, even if two targets include it', () => {
    expect(resolveAll(['messages-service-2', 'messages-service'], labStatus(), first)).toEqual([
      'messages-service-2',
      'messages-service-1',
    ]);
  });
});

describe('queue-owner', () => {
  test('is the member that owns the queue now', () => {
    expect(resolveTarget('queue-owner', labStatus({ owner: 'hazelcast-node3' }), first)).toEqual({
      names: ['hazelcast-node3'],
      targetRole: 'queue-owner',
    });
  });

  test('is an error if no member does', () => {
    expect(() => resolveTarget('queue-owner', labStatus({ owner: null }), first)).toThrow(NotReadyError);
  });
});

describe('not-queue-owner', () => {
  test('is any other member that runs', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(1, 2, 3), (seed, dead) => {
        const owner = `hazelcast-node${(dead % 3) + 1}`;
        const status = labStatus({ owner, down: [`hazelcast-node${dead}`] });
        const { names, targetRole } = resolveTarget('not-queue-owner', status, seededChoices(seed));
        expect(targetRole).toBe('not-queue-owner');
        expect(names).toHaveLength(1);
        expect(names).not.toContain(owner);
        expect(names).not.toContain(`hazelcast-node${dead}`);
      }),
    );
  });

  test('is an error if no other member runs', () => {
    const status = labStatus({ owner: 'hazelcast-node2', down: ['hazelcast-node1', 'hazelcast-node3'] });
    expect(() => resolveTarget('not-queue-owner', status, first)).toThrow(
      'the queue owner is the only running member',
    );
  });
});

describe('all-but-one', () => {
  test('leaves out one, and the choice varies with the seed', () => {
    const spared = new Set<string>();
    for (let seed = 0; seed < 50; seed += 1) {
      const { names, targetRole } = resolveTarget('all-but-one:cluster', labStatus(), seededChoices(seed));
      expect(targetRole).toBe('all-but-one');
      expect(names).toHaveLength(2);
      spared.add(labStatus().members.find(({ name }) => !names.includes(name))?.name ?? '');
    }
    expect(spared.size).toBe(3);
  });

  test('does not count a dead one as the one left out', () => {
    const status = labStatus({ down: ['hazelcast-node1'] });
    expect(resolveTarget('all-but-one:cluster', status, first).names).toEqual(['hazelcast-node3']);
  });

  test('of a single instance is an error', () => {
    expect(() => resolveTarget('all-but-one:config-server', labStatus(), first)).toThrow(
      'all-but-one:config-server matches nothing: there is only one instance, config-server-1',
    );
  });
});
