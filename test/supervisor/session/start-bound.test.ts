import { expect, test } from 'vitest';
import type { StateChange } from '../../../src/control/contract.ts';
import { NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { untilAborted } from '../../../src/foundation/async/until-aborted.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { StartBound } from '../../../src/supervisor/session/start-bound.ts';
import { StartStage } from '../../../src/supervisor/session/start-stage.ts';

const hooks: { onProgress: (text: string) => void; onChange: (change: StateChange) => void } = {
  onProgress: () => undefined,
  onChange: () => undefined,
};
const never = new Promise<never>(() => undefined);

test('a start that takes too long is aborted with what was under way', async () => {
  const stage = new StartStage();
  const { onProgress } = stage.follow(hooks);
  onProgress('preparing faster starts of Hazelcast (once)');
  const bound = new StartBound({ waitTimeoutMs: 1_000, begunAtMs: Date.now() - 900 }, () => stage.text);
  const error = await untilAborted(never, bound.signal).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NotReadyError);
  expect(String(error)).toContain(
    'not ready within 1 s; in progress: preparing faster starts of Hazelcast (once)',
  );
});

test('what has begun too long ago is aborted at once', async () => {
  const bound = new StartBound({ waitTimeoutMs: 60_000, begunAtMs: Date.now() - 61_000 }, () => 'nothing');
  await expect(untilAborted(never, bound.signal)).rejects.toThrow('not ready within 60 s');
});

test.each([
  { what: 'a bound that was given counts downloads', waitTimeoutMs: 1_000, begunAgoMs: 950, aborts: true },
  { what: 'the default does not', waitTimeoutMs: undefined, begunAgoMs: 119_950, aborts: false },
])('$what', async ({ waitTimeoutMs, begunAgoMs, aborts }) => {
  const bound = new StartBound({ waitTimeoutMs, begunAtMs: Date.now() - begunAgoMs }, () => 'a download');
  const isAborted = await bound.aroundDownload(() =>
    waitFor({
      what: 'the end',
      timeoutMs: 200,
      intervalMs: 10,
      probe: () => bound.signal.aborted || undefined,
    }).catch(() => false),
  );
  expect(isAborted).toBe(aborts);
  // Once it is over, time counts again.
  await expect(untilAborted(never, bound.signal)).rejects.toThrow('in progress: a download');
});

test('those that are being started are under way, until they are ready', () => {
  const stage = new StartStage();
  const { onChange } = stage.follow(hooks);
  const change = (name: string, to: 'starting' | 'ready') => {
    const at = new Date().toISOString();
    onChange({ at, name, from: 'pending', to, generation: 1, pid: null, reason: null });
  };
  change('two', 'starting');
  change('one', 'starting');
  expect(stage.text).toBe('starting one, two');
  change('one', 'ready');
  expect(stage.text).toBe('starting two');
});
