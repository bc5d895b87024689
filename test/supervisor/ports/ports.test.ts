import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPortHolder } from '../../../src/supervisor/ports/port-listener.ts';
import { assertNobodyListens } from '../../../src/supervisor/ports/port-taken.ts';
import { assertPortsFree } from '../../../src/supervisor/ports/ports.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';

let server: Server;
let taken: number;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  taken = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(() => {
  server.close();
});

test('a taken port: the error names the part that wants it and the process that holds it', async () => {
  const [free = 0] = await freePorts(1);
  const wanted = [
    { port: free, wantedBy: 'facade-service-1' },
    { port: taken, wantedBy: 'logging-service-2' },
  ];
  const failure: unknown = await assertPortsFree(wanted, '127.0.0.1').catch((error: unknown) => error);
  expect(failure).toMatchObject({ exitCode: 4 });
  expect(String(failure)).toContain(
    `port ${taken}, which logging-service-2 wants, is held by process ${process.pid} (`,
  );
});

test("a member's second port is looked at, too, before it is started", async () => {
  const [port = 0] = await freePorts(1);
  const member = { name: 'hazelcast-1', port, program: 'ours' } as const;
  await assertNobodyListens(member);
  const start = assertNobodyListens({ ...member, memberPort: taken });
  await expect(start).rejects.toMatchObject({ exitCode: 4 });
  await expect(start).rejects.toThrow(
    `port ${taken}, which hazelcast-1 (for the other members) wants, is held by process ${process.pid} (`,
  );
});

test('a port that the system refuses is not reported as taken', async () => {
  // Of the addresses for documentation: it is no machine's own.
  const failure = assertPortsFree([{ port: taken, wantedBy: 'facade-service-1' }], '192.0.2.1');
  await expect(failure).rejects.toMatchObject({ exitCode: 6 });
  await expect(failure).rejects.toThrow(/facade-service-1 wants, cannot be opened: .*EADDRNOTAVAIL/);
});

test('free ports pass', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  await assertPortsFree(
    ports.map((port) => ({ port, wantedBy: 'a' })),
    '127.0.0.1',
  );
});

test('a free port has no holder', async () => {
  const [free = 0] = await freePorts(1);
  expect(await findPortHolder(free)).toBeUndefined();
});
