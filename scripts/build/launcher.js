/**
 * Usage: node scripts/build/launcher.js PATH-OF-HAZELCAST-5.4.0.jar
 * Compiles src/broker/hazelcast/jvm/launcher/Member.java (needs a JDK 17 and the Hazelcast jar given as the argument) and writes
 * the class into src/broker/hazelcast/jvm/launcher/launcher-jar.ts.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = 'src/broker/hazelcast/jvm/launcher/Member.java';
const [hazelcastJar] = process.argv.slice(2);
if (hazelcastJar === undefined)
  throw new Error('usage: node scripts/build/launcher.js PATH-OF-HAZELCAST-5.4.0.jar');

const directory = mkdtempSync(join(tmpdir(), 'distq-launcher-'));
try {
  execFileSync('javac', ['--release', '17', '-g:none', '-cp', hazelcastJar, '-d', directory, source], {
    stdio: 'inherit',
  });
  const jar = join(directory, 'launcher.jar');
  execFileSync(
    'jar',
    [
      '--create',
      '--no-manifest',
      '--date',
      '2020-01-01T00:00:00Z',
      '--file',
      jar,
      '-C',
      directory,
      'distq/Member.class',
    ],
    {
      stdio: 'inherit',
    },
  );
  const lines =
    readFileSync(jar)
      .toString('base64')
      .match(/.{1,100}/g) ?? [];
  writeFileSync(
    'src/broker/hazelcast/jvm/launcher/launcher-jar.ts',
    `/** Member.java beside this file, compiled; made by scripts/build/launcher.js. */\nexport const launcherJarBase64 =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`,
  );
} finally {
  rmSync(directory, { recursive: true });
}
