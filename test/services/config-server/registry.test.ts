import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Registry } from '../../../src/services/config-server/registry.ts';

function registry() {
  let now = 0;
  const made = new Registry({ leaseMs: 3_000, nowMs: () => now });
  return { registry: made, pass: (ms: number) => (now += ms) };
}

test('a lease expires unless it is renewed', () => {
  const { registry: leases, pass } = registry();
  leases.put('s', 's-1', 'http://a');
  leases.put('s', 's-2', 'http://b');
  pass(2_999);
  leases.put('s', 's-2', 'http://b');
  expect(leases.addresses('s')).toEqual(['http://a', 'http://b']);
  pass(1);
  expect(leases.addresses('s')).toEqual(['http://b']);
  pass(2_999);
  expect(leases.addresses('s')).toEqual([]);
});

test('instances are sorted by name, numbers by value', () => {
  const { registry: leases } = registry();
  for (const n of [10, 2, 1]) leases.put('s', `s-${n}`, `http://${n}`);
  expect(leases.addresses('s')).toEqual(['http://1', 'http://2', 'http://10']);
});

test('a new address replaces the old one; a removed instance is gone and can come back', () => {
  const { registry: leases } = registry();
  expect(leases.put('s', 's-1', 'http://a')).toBe(true);
  expect(leases.put('s', 's-1', 'http://b')).toBe(false);
  expect(leases.addresses('s')).toEqual(['http://b']);
  expect(leases.remove('s', 's-1')).toBe(true);
  expect(leases.remove('s', 's-1')).toBe(false);
  expect(leases.put('s', 's-1', 'http://c')).toBe(true);
});

test.each(['__proto__', 'constructor', 'toString'])('the name %s is an ordinary name', (name) => {
  const { registry: leases } = registry();
  expect(leases.addresses(name)).toEqual([]);
  leases.put(name, name, 'http://a');
  expect(leases.addresses(name)).toEqual(['http://a']);
});

test('property: exactly the instances registered less than a lease ago are listed', () => {
  const act = fc.record({
    instance: fc.constantFrom('a', 'b', 'c'),
    isPut: fc.boolean(),
    passMs: fc.nat(2_000),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const { registry: leases, pass } = registry();
      const putAt = new Map<string, number>();
      let now = 0;
      for (const { instance, isPut, passMs } of acts) {
        if (isPut) {
          leases.put('s', instance, `http://${instance}`);
          putAt.set(instance, now);
        } else {
          leases.remove('s', instance);
          putAt.delete(instance);
        }
        pass(passMs);
        now += passMs;
      }
      const live = [...putAt].filter(([, at]) => now - at < 3_000).map(([name]) => `http://${name}`);
      expect(leases.addresses('s')).toEqual(live.sort());
    }),
  );
});
