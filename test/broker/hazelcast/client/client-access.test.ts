import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientAccess } from '../../../../src/broker/hazelcast/client/client-access.ts';
import { connectToCluster } from '../../../../src/broker/hazelcast/client/cluster-connection.ts';
import { ExitCode } from '../../../../src/foundation/errors/errors.ts';

/** A certificate of its own for hazelcast.test, and its key, for tests alone. */
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', 'tls', name);
const files = { ca: fixture('cert.pem'), cert: fixture('cert.pem'), key: fixture('key.pem') };

/** Speaks TLS as a member of Hazelcast Enterprise would, asks for a certificate, and keeps what the client says first. */
let server: Server;
let port: number;
let hello: Promise<{ first: string; authorized: boolean }>;

beforeEach(async () => {
  server = createServer({
    cert: await readFile(files.cert),
    key: await readFile(files.key),
    ca: await readFile(files.cert),
    requestCert: true,
    rejectUnauthorized: false,
  });
  server.on('tlsClientError', () => undefined);
  hello = new Promise((resolve) => {
    server.on('secureConnection', (socket: TLSSocket) => {
      socket.on('error', () => undefined);
      socket.once('data', (data: Buffer) => {
        resolve({ first: data.toString('latin1').slice(0, 3), authorized: socket.authorized });
        socket.destroy();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

beforeEach(() => {
  enough = new AbortController();
});

afterEach(() => {
  enough.abort();
  server.close();
});

/** Ends the attempts to connect. */
let enough: AbortController;

/** @returns what the client said, up to the line that is asked for */
function connect(tls: Parameters<typeof clientAccess>[0]['tls'], until?: RegExp): Promise<string> {
  const settings = {
    clusterName: 'test',
    addresses: [`127.0.0.1:${port}`],
    mapName: 'map',
    queueName: 'queue',
    tls,
  };
  const lines: string[] = [];
  const log = (_: string, line: string) => {
    lines.push(line);
    if (until?.test(line) === true) enough.abort();
  };
  const { signal } = enough;
  return connectToCluster(settings, { role: 'observer', name: 'test', timeoutMs: 10_000, log, signal }).then(
    () => 'connected',
    () => lines.join('\n'),
  );
}

test('the client trusts the certificates of `ca` and presents its own', async () => {
  void connect(files);
  expect(await hello).toEqual({ first: 'CP2', authorized: true });
});

test('without `ca` the client does not trust the members, and says so', async () => {
  expect(await connect({}, /certificate/)).toMatch(/self-signed certificate/);
});

test('with `serverName` the certificate must be issued for that name', async () => {
  const mismatch = /altnames|does not match/i;
  expect(await connect({ ...files, serverName: 'other.test' }, mismatch)).toMatch(mismatch);
});

test('the password is read from its variable', async () => {
  const credentials = { username: 'user', passwordEnv: 'SECRET' };
  expect(await clientAccess({ credentials }, { SECRET: 'word' })).toEqual({
    security: { usernamePassword: { username: 'user', password: 'word' } },
  });
  await expect(clientAccess({ credentials }, {})).rejects.toMatchObject({
    exitCode: ExitCode.usage,
    message: 'cluster.credentials.passwordEnv names SECRET, which is not set',
  });
});

test('a certificate that cannot be read is named', async () => {
  await expect(clientAccess({ tls: { ca: '/nowhere/ca.pem' } }, {})).rejects.toMatchObject({
    exitCode: ExitCode.usage,
  });
});
