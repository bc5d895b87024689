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

describe('names', () => {
  test.each([
    ['messages-service', ['messages-service-1', 'messages-service-2']],
    ['messages-service-2', ['messages-service-2']],
    ['hazelcast-node1', ['hazelcast-node1']],
    ['cluster', ['hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3']],
  ])('%s', (target, names) => {
    expect(resolveTarget(target, labStatus(), first)).toEqual({ names, role: undefined });
  });

  test('stand for those that do not run, too: they may be started', () => {
    const status = labStatus({ down: ['messages-service-1'] });
    expect(resolveTarget('messages-service', status, first).names).toHaveLength(2);
  });

  test('that nobody has are errors with the valid ones', () => {
    const resolve = (): unknown => resolveTarget('message-service', labStatus(), first);
    expect(resolve).toThrow(UsageError);
    expect(resolve).toThrow('no service, instance or member is called "message-service"');
  });

  test('each is there once, though two targets stand for it', () => {
    expect(resolveAll(['messages-service-2', 'messages-service'], labStatus(), first)).toEqual([
      'messages-service-2',
      'messages-service-1',
    ]);
  });
});

describe('queue-owner', () => {
  test('is who owns the queue now', () => {
    expect(resolveTarget('queue-owner', labStatus({ owner: 'hazelcast-node3' }), first)).toEqual({
      names: ['hazelcast-node3'],
      role: 'queue-owner',
    });
  });

  test('is an error where nobody does', () => {
    expect(() => resolveTarget('queue-owner', labStatus({ owner: null }), first)).toThrow(NotReadyError);
  });
});

describe('not-queue-owner', () => {
  test('is any other member that runs', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(1, 2, 3), (seed, dead) => {
        const owner = `hazelcast-node${(dead % 3) + 1}`;
        const status = labStatus({ owner, down: [`hazelcast-node${dead}`] });
        const { names, role } = resolveTarget('not-queue-owner', status, seededChoices(seed));
        expect(role).toBe('not-queue-owner');
        expect(names).toHaveLength(1);
        expect(names).not.toContain(owner);
        expect(names).not.toContain(`hazelcast-node${dead}`);
      }),
    );
  });

  test('is an error where the owner runs alone', () => {
    const status = labStatus({ owner: 'hazelcast-node2', down: ['hazelcast-node1', 'hazelcast-node3'] });
    expect(() => resolveTarget('not-queue-owner', status, first)).toThrow('no member runs beside the owner');
  });
});

describe('all-but-one', () => {
  test('spares one, and the choice varies with the seed', () => {
    const spared = new Set<string>();
    for (let seed = 0; seed < 50; seed += 1) {
      const { names, role } = resolveTarget('all-but-one:cluster', labStatus(), seededChoices(seed));
      expect(role).toBe('all-but-one');
      expect(names).toHaveLength(2);
      spared.add(labStatus().members.find(({ name }) => !names.includes(name))?.name ?? '');
    }
    expect(spared.size).toBe(3);
  });

  test('takes no dead one for the spared one', () => {
    const status = labStatus({ down: ['hazelcast-node1'] });
    expect(resolveTarget('all-but-one:cluster', status, first).names).toEqual(['hazelcast-node3']);
  });

  test('of one is nobody, and a fault that hits nobody is an error', () => {
    expect(() => resolveTarget('all-but-one:config-server', labStatus(), first)).toThrow(
      'of config-server there is only config-server-1',
    );
  });
});
