import { expect, test } from 'vitest';
import { findScenario } from '../../../src/scenario/file/builtin-scenarios.ts';
import { whyNotHere } from '../../../src/scenario/run/why-not-here.ts';
import { labStatus } from '../support/session-status.ts';

const lab = labStatus();
const safe = { ...lab, topology: 'lab-safe' };

test.each([
  ['failover', lab, undefined],
  ['failover', { ...lab, topology: 'mine' }, undefined],
  ['failover', { ...lab, runtime: 'external' as const }, 'external cluster'],
  ['failover', { ...lab, broker: 'none' as const }, 'the topology has no cluster'],
  ['owner-kill', lab, undefined],
  ['owner-kill', { ...lab, topology: 'mine' }, 'it is for topology lab, and mine runs'],
  ['owner-kill-raw', lab, 'it changes the topology (delivery)'],
  ['owner-isolated', safe, 'up --links members'],
  ['owner-isolated', { ...safe, links: [] }, undefined],
  ['cluster-unreachable', { ...safe, links: [] }, 'between members and services'],
])('%s (case %#)', async (name, running, reason) => {
  const { scenario } = await findScenario(name, import.meta.dirname);
  const told = whyNotHere(scenario, running);
  if (reason === undefined) expect(told).toBeUndefined();
  else expect(told).toContain(reason);
});
