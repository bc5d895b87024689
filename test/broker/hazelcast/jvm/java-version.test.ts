import { expect, test } from 'vitest';
import { parseJavaVersion } from '../../../../src/broker/hazelcast/jvm/java-version.ts';

test.each([
  ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', '17.0.15', 17],
  ['java version "1.8.0_392"\n', '1.8.0_392', 8],
  ['openjdk version "21-ea" 2023-09-19', '21-ea', 21],
  ['java version "9"', '9', 9],
  ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "25.0.1" 2025-10-21 LTS', '25.0.1', 25],
])('reads %j', (output, version, major) => {
  expect(parseJavaVersion(output)).toEqual({ version, major });
});

test.each([
  '',
  'bash: java: command not found',
  'openjdk version ""',
  'openjdk version "new"',
  'version "17"',
])('does not read %j as a version', (output) => {
  expect(parseJavaVersion(output)).toBeUndefined();
});
