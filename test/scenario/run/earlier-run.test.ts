import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { earlierRun, type WantedRun } from '../../../src/scenario/run/earlier-run.ts';
import type { RunRecord } from '../../../src/scenario/evidence/evidence.ts';
import { topologyDigest } from '../../../src/scenario/file/topology-digest.ts';
import { findTopology } from '../../../src/topology/builtin-topologies.ts';
import { journalText, messages, recordOf, writeEvidence } from '../support/run-files.ts';

const ten = messages(10);
const own = './own.yaml';
const topologyText = (port: number) => `name: own
cluster: { runtime: jvm, members: [{ name: one, port: ${port} }, { name: two, port: 5709 }] }
services:
  config-server: { ports: [8888] }
  facade-service: { ports: [8080], dependsOn: [config-server, cluster] }
`;

/** A run of ten messages on a topology of one's own, and what is wanted again. */
async function run(
  change: (record: RunRecord) => RunRecord = (record) => record,
): Promise<{ wanted: WantedRun; directory: string }> {
  const record = recordOf(ten);
  const scenario = { ...record.scenario, topology: own };
  const directory = await writeEvidence(record, journalText(ten));
  await writeFile(join(directory, own), topologyText(5701));
  const { topology } = await findTopology(own, directory);
  const settings = { ...record.settings, topologyDigest: topologyDigest(topology) };
  const made = change({ ...record, scenario, settings });
  await writeFile(join(directory, 'evidence.json'), JSON.stringify(made));
  return {
    directory,
    wanted: {
      scenario,
      seed: undefined,
      version: '0.0.0',
      runtime: undefined,
      directory,
      workingDirectory: directory,
    },
  };
}

test('one that was made of the same is judged again, whatever its seed if none is named', async () => {
  const { wanted } = await run();
  expect(await earlierRun(wanted)).toMatchObject({ document: { verdict: 'passed', settings: { seed: 1 } } });
  expect(await earlierRun({ ...wanted, seed: 1, runtime: 'jvm' })).toBeDefined();
});

test.each<[string, Partial<WantedRun>]>([
  ['another seed', { seed: 2 }],
  ['another distq', { version: '0.0.1' }],
  ['another runtime', { runtime: 'docker' }],
  ['another scenario', { scenario: recordOf(ten).scenario }],
  ['another place', { directory: 'nowhere' }],
])('one of %s is not taken', async (_, change) => {
  const { wanted } = await run();
  expect(await earlierRun({ ...wanted, ...change })).toBeUndefined();
});

test('nor one on a topology whose file has changed since, or that did not say which it was', async () => {
  const { wanted, directory } = await run();
  await writeFile(join(directory, own), topologyText(5702));
  expect(await earlierRun(wanted)).toBeUndefined();
  const unnamed = await run((record) => ({ ...record, settings: recordOf(ten).settings }));
  expect(await earlierRun(unnamed.wanted)).toBeUndefined();
});

test('nor one that ran as containers where the topology now says processes', async () => {
  const { wanted } = await run((record) => ({
    ...record,
    settings: { ...record.settings, runtime: 'docker' },
  }));
  expect(await earlierRun(wanted)).toBeUndefined();
});
