import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { findJar } from '../../src/broker/hazelcast/jvm/jar.ts';
import { findJava } from '../../src/broker/hazelcast/jvm/java.ts';
import { engineEnvironment, busyboxPaths } from './engine.ts';

type Version = Parameters<typeof findJar>[0];

const label = 'org.distq.stand-in';
/** Changed whenever what is built changes, so that an image of before is built anew. */
const edition = '2';
/** What the stand-ins of all versions share, Java above all; it is copied and built once. */
const base = `distq-stand-in-base:${edition}`;

/**
 * Makes sure that the engine has `hazelcast/hazelcast:VERSION`: the official image if it is there already, else a stand-in under its name,
 * built from this machine's Java, a static busybox and the official jar, with the official image's interface (`hz start`, HAZELCAST_CONFIG,
 * JAVA_OPTS, `hz-healthcheck`, /opt/hazelcast). It is a real Hazelcast in a real container, for machines that reach no registry.
 */
export async function ensureImage(version: Version): Promise<void> {
  const image = `hazelcast/hazelcast:${version}`;
  if (['', '<no value>', edition].includes((await labelOf(image)) ?? 'no image')) return;
  if ((await labelOf(base)) !== edition) await build(base, baseDockerfile, layOut);
  await build(image, `FROM ${base}\nCOPY root /\n`, async (root) => {
    const jar = await findJar(version, { env: process.env, progress: () => undefined });
    await mkdir(join(root, 'opt/hazelcast/lib'), { recursive: true });
    await cp(jar, join(root, 'opt/hazelcast/lib', basename(jar)), { dereference: true });
  });
}

/** `undefined` where there is no such image. */
async function labelOf(image: string): Promise<string | undefined> {
  const found = await execa(
    'docker',
    ['image', 'inspect', '--format', `{{index .Config.Labels "${label}"}}`, image],
    { reject: false, env: engineEnvironment },
  );
  return found.exitCode === 0 ? found.stdout.trim() : undefined;
}

/** @param fill lays out what the Dockerfile copies, in the directory that it is given */
async function build(image: string, dockerfile: string, fill: (root: string) => Promise<void>) {
  const directory = await mkdtemp(join(tmpdir(), 'distq-stand-in-'));
  try {
    await fill(join(directory, 'root'));
    await writeFile(join(directory, 'Dockerfile'), dockerfile);
    await execa('docker', ['build', '--tag', image, directory], {
      env: { ...engineEnvironment, DOCKER_BUILDKIT: '0' },
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const baseDockerfile = `FROM scratch
COPY root /
LABEL ${label}=${edition}
ENV HZ_HOME=/opt/hazelcast JAVA_HOME=/opt/java PATH=/opt/hazelcast/bin:/opt/java/bin:/bin LANG=C.UTF-8
ENV CLASSPATH= JAVA_OPTS= HAZELCAST_CONFIG=config/hazelcast-docker.xml
ENV JAVA_OPTS_DEFAULT="-Djava.net.preferIPv4Stack=true -XX:MaxRAMPercentage=80.0"
EXPOSE 5701
WORKDIR /opt/hazelcast
USER 1000
CMD ["hz", "start"]
`;

/** As the official scripts do it: a relative configuration counts from the home, the user's options come last. */
const start = `#!/bin/sh
if [ "$1" != start ]; then echo "usage: hz start" >&2; exit 2; fi
case "$HAZELCAST_CONFIG" in /*) config=$HAZELCAST_CONFIG ;; *) config=$HZ_HOME/$HAZELCAST_CONFIG ;; esac
exec java -cp "$HZ_HOME/lib/*:$CLASSPATH" \\
  --add-modules java.se --add-exports java.base/jdk.internal.ref=ALL-UNNAMED \\
  --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED \\
  --add-opens java.management/sun.management=ALL-UNNAMED \\
  --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED \\
  -Dhazelcast.config="$config" $JAVA_OPTS_DEFAULT $JAVA_OPTS \\
  com.hazelcast.core.server.HazelcastMemberStarter
`;

const ownConfig =
  '<hazelcast xmlns="http://www.hazelcast.com/schema/config"><cluster-name>dev</cluster-name></hazelcast>\n';

const healthcheck = `#!/bin/sh
port=5701
while [ $# -gt 0 ]; do case "$1" in -p|--port) port=$2; shift ;; esac; shift; done
exec wget -q -O - "http://127.0.0.1:$port/hazelcast/health"
`;

async function layOut(root: string): Promise<void> {
  const { path } = await findJava(process.env);
  const home = dirname(dirname(await realpath(path)));
  for (const part of [
    'bin',
    'tmp',
    'etc',
    'opt/hazelcast/bin',
    'opt/hazelcast/lib',
    'opt/hazelcast/config',
    'opt/java/bin',
  ])
    await mkdir(join(root, part), { recursive: true });
  await copyJava(home, join(root, 'opt/java'));
  for (const library of await librariesOf(join(home, 'bin/java'), join(home, 'lib')))
    await cp(library, join(root, library), { dereference: true });
  await cp(busybox(), join(root, 'bin/busybox'), { dereference: true });
  for (const program of ['sh', 'wget', 'cat', 'grep', 'ls', 'sleep'])
    await symlink('busybox', join(root, 'bin', program));
  await writeFile(join(root, 'opt/hazelcast/config/hazelcast-docker.xml'), ownConfig);
  await script(join(root, 'opt/hazelcast/bin/hz'), start);
  await script(join(root, 'opt/hazelcast/bin/hz-healthcheck'), healthcheck);
  await writeFile(join(root, 'etc/passwd'), 'hazelcast:x:1000:1000::/opt/hazelcast:/bin/sh\n');
  await writeFile(join(root, 'etc/group'), 'hazelcast:x:1000:\n');
  await chmod(join(root, 'tmp'), 0o1777);
}

/** What it takes to run programs, without what it takes to write them. */
async function copyJava(from: string, to: string): Promise<void> {
  const leftOut = ['src.zip', 'ct.sym', 'libjawt.so', 'libawt_xawt.so', 'libsplashscreen.so'];
  await cp(join(from, 'bin/java'), join(to, 'bin/java'), { dereference: true });
  for (const part of ['lib', 'conf']) {
    await cp(await realpath(join(from, part)), join(to, part), {
      recursive: true,
      dereference: true,
      filter: (path) => !leftOut.includes(basename(path)),
    });
  }
}

/** The system's libraries that Java loads, and the loader itself. */
async function librariesOf(java: string, lib: string): Promise<string[]> {
  const own = ['libjava.so', 'libnet.so', 'libnio.so', 'libzip.so', 'libjli.so', 'server/libjvm.so'];
  const { stdout } = await execa('ldd', [java, ...own.map((name) => join(lib, name))]);
  const paths = stdout.match(/\/\S+\.so\S*(?= \(0x)/g) ?? [];
  return [...new Set(paths)].filter((path) => !path.startsWith(lib));
}

function busybox(): string {
  const path = busyboxPaths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('no busybox here (Debian: apt-get install busybox-static)');
  return path;
}

async function script(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o755 });
}
