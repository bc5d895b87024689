import { join } from 'node:path';
import { Client } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { brokerOf } from '../../src/broker/broker-of.ts';
import { failureAnswer } from '../../src/control/remote-failure.ts';
import { serveSession } from '../../src/control/server.ts';
import { sessionFiles } from '../../src/control/session-files.ts';
import { GatedSession } from '../../src/supervisor/session/gated-session.ts';
import { RunGate } from '../../src/supervisor/session/run-gate.ts';
import { Supervisor } from '../../src/supervisor/session/supervisor.ts';
import { topologySchema } from '../../src/topology/topology.ts';
import { temporaryDirectory } from '../broker/hazelcast/support/temporary-directory.ts';

const broker = brokerOf('hazelcast');

const json = { 'content-type': 'application/json' };

test.each([
  { what: 'no JSON', path: '/status', headers: json, body: '{', status: 400, code: 'usage' },
  {
    what: 'too large',
    path: '/status',
    headers: json,
    body: `"${'x'.repeat(2 << 20)}"`,
    status: 413,
    code: 'usage',
  },
  { what: 'no JSON by its own word', path: '/status', headers: {}, body: '<a/>', status: 415, code: 'usage' },
  {
    what: 'of another shape',
    path: '/start',
    headers: json,
    body: '{"names":1}',
    status: 422,
    code: 'usage',
  },
  { what: 'unknown', path: '/dance', headers: json, body: '{}', status: 404, code: 'machine-lacks' },
])(
  'a request that is $what is answered $status, with what is wrong',
  async ({ path, headers, body, status, code }) => {
    const directory = await temporaryDirectory();
    const topology = topologySchema.parse({
      name: 'none',
      cluster: { runtime: 'external', addresses: ['127.0.0.1:1'] },
      services: {},
    });
    const supervisor = new Supervisor({
      topology,
      files: sessionFiles(directory, 'test'),
      broker,
      runtime: broker.createRuntime('external', topology.cluster, { directory, env: {} }),
      onLaunch: () => Promise.resolve(),
      onChange: () => undefined,
    });
    const socketPath = join(directory, 's.sock');
    const gate = new RunGate();
    const source = {
      callerSession: () => new GatedSession(supervisor, gate),
      release: (claim: string) => {
        gate.release(claim);
      },
    };
    const server = await serveSession(source, socketPath);
    const client = new Client('http://localhost', { socketPath });
    onTestFinished(async () => {
      await client.destroy();
      await server.close();
      await supervisor.stopAll();
    });
    const answer = await client.request({ method: 'POST', path, headers, body });
    expect(answer.statusCode).toBe(status);
    expect(failureAnswer.parse(await answer.body.json()).error.code).toBe(code);
  },
);
