import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findJava, type Java } from '../../../../src/broker/hazelcast/jvm/java.ts';

const installed = '/usr/lib/jvm';

/** A Java on this machine that makes ahead-of-time caches: of JAVA_25_HOME, or where Linux distributions put it; undefined if there is none. */
export async function java25(): Promise<Java | undefined> {
  const homes = [
    process.env['JAVA_25_HOME'],
    ...(await readdir(installed).catch(() => [])).map((name) => join(installed, name)),
  ];
  for (const home of homes) {
    if (home === undefined || !/25/.test(home)) continue;
    const java = await findJava({ JAVA_HOME: home }, undefined, { places: ['JAVA_HOME'] }).catch(
      () => undefined,
    );
    if (java !== undefined && java.major >= 25) return java;
  }
  return undefined;
}
