import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { clientContract, labContract } from '../../../src/protocol/client-contract.ts';
import { parseScenario } from '../../../src/scenario/file/load-scenario.ts';
import { systemFindings } from '../../../src/scenario/file/system-findings.ts';
import { pathText } from '../../../src/foundation/yaml/finding.ts';

const all = { client: labContract, hasCluster: true };
const only = (change: object) => ({ client: { ...labContract, ...change }, hasCluster: true });
const consuming = only({ received: { ...labContract.received, read: 'consuming' } });

function findings(steps: object[], seen: Parameters<typeof systemFindings>[1], more: object = {}): string[] {
  const scenario = parseScenario(stringify({ name: 'x', title: 'x', steps, ...more }), 'x.yaml');
  return systemFindings(scenario, seen).map(({ path, message }) => `${pathText(path)}: ${message}`);
}

test("distq's own system shows everything", () => {
  const steps = [
    { get: { everyInstance: true } },
    { show: { what: 'logged' } },
    { show: { what: 'members' } },
  ];
  expect(findings(steps, { client: undefined, hasCluster: true })).toEqual([]);
});

test.each<[object, Parameters<typeof systemFindings>[1], string]>([
  [
    { show: { what: 'members' } },
    { ...all, hasCluster: false },
    'show: this step needs the members and the queue',
  ],
  [
    { wait: { queueSize: 0 } },
    { ...all, hasCluster: false },
    'wait: this step needs the members and the queue',
  ],
  [{ wait: { received: 'all' } }, only({ received: undefined }), 'client.received'],
  [{ show: { what: 'log' } }, only({ log: undefined }), 'client.log'],
  [{ show: { what: 'logged' } }, all, 'shows the log only as a whole'],
  [{ get: {} }, only({ merged: undefined }), 'client.merged'],
  [{ get: { everyInstance: true } }, all, 'shows the log only as a whole'],
  [
    { repeat: { times: 2, steps: [{ get: {} }] } },
    only({ merged: undefined }),
    'steps[0].repeat.steps[0].get',
  ],
])('%j is refused where it cannot be shown, and accepted where it can', (step, seen, words) => {
  expect(findings([step], seen).join()).toContain(words);
  expect(findings([step], { client: undefined, hasCluster: true })).toEqual([]);
});

test('an expectation of what cannot be known is refused; none, or any number, is not', () => {
  const steps = [{ post: {} }];
  const seen = { ...all, hasCluster: false };
  expect(findings(steps, seen, { expect: { account: { undelivered: 10 } } })).toEqual([
    'expect.account.undelivered: undelivered cannot be known here: the topology has no cluster, so distq cannot look into the queue',
  ]);
  expect(findings(steps, seen, { control: { lost: { min: 1 } } })).toHaveLength(1);
  expect(findings(steps, seen, { expect: { account: { undelivered: 'any', lost: 0 } } })).toEqual([]);
  expect(findings(steps, all, { expect: { account: { undelivered: 10 } }, control: { lost: 1 } })).toEqual(
    [],
  );
});

test.each<[string, object[], number]>([
  ['nothing is read after the last post', [{ wait: { received: 'all' } }, { post: {} }], 1],
  ['it is read', [{ post: {} }, { wait: { received: 'all' } }], 0],
  ['nothing is posted', [{ wait: { forMs: 1 } }], 0],
])('where a GET takes messages: %s', (_, steps, count) => {
  expect(findings(steps, consuming)).toHaveLength(count);
});

test('the contract of the lab has every part', () => {
  expect(clientContract.parse(labContract)).toEqual(labContract);
});
