import { expect, test } from 'vitest';
import { judgeMachine, type MemberFindings } from '../../../../src/broker/hazelcast/machine/judge-machine.ts';

const onlyJava: MemberFindings = {
  java: { found: '17.0.15 (/usr/bin/java)' },
  jar: { found: 'Hazelcast 5.7.0' },
  engine: { problem: 'no engine answers' },
  compose: { problem: 'not installed' },
  image: { problem: 'not here' },
};

test('auto chooses what the machine has, and says why', () => {
  expect(judgeMachine(onlyJava, { runtime: 'auto', heapMb: 1 }).runtime).toEqual({
    runtime: 'jvm',
    because: 'chosen by auto, because no Docker engine answers, and there is a Java',
  });
  const withEngine = {
    ...onlyJava,
    engine: { found: '26' },
    compose: { found: '2.30' },
    image: { found: 'hazelcast' },
  };
  expect(judgeMachine(withEngine, { runtime: 'auto', heapMb: 1 }).runtime.runtime).toBe('docker');
});

test('a runtime that the topology sets is not chosen again', () => {
  expect(judgeMachine(onlyJava, { runtime: 'docker', heapMb: 1 }).runtime).toEqual({
    runtime: 'docker',
    because: 'set by the topology',
  });
});

test('what is downloaded at the first start is required by no runtime', () => {
  const { needs } = judgeMachine(onlyJava, { runtime: 'auto', heapMb: 1 });
  const required = needs.filter(({ requiredBy }) => requiredBy !== null);
  expect(required.map(({ name, requiredBy }) => `${name}: ${requiredBy ?? ''}`)).toEqual([
    'Java: jvm',
    'Docker engine: docker',
    'Docker Compose: docker',
  ]);
});

test('a member takes its heap and what Java needs beside it', () => {
  const [small, large] = [64, 1_024].map(
    (heapMb) => judgeMachine(onlyJava, { runtime: 'jvm', heapMb }).memberBytes,
  );
  expect(large).toBe((small ?? 0) + 960 * 1024 * 1024);
});
