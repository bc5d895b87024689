import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';
import { untilAborted } from '../../foundation/async/until-aborted.ts';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import { runtimeNames, topologySchema } from '../../topology/topology.ts';

/** It was sent before the supervisor listened: only a command that is stopped (SIGSTOP) lets it wait. */
const arrivalTimeoutMs = 30_000;

/**
 * The first message to a supervisor in the background: what to start. Not in its environment, which is bounded (128 KiB a variable on Linux) and which all that it
 * starts would inherit, with the environments of all services in it.
 */
const startMessage = z.object({
  directory: z.string(),
  session: z.string(),
  topology: topologySchema,
  runtime: z.enum(runtimeNames),
  waitTimeoutMs: z.number().optional(),
  begunAtMs: z.number(),
  managementCenterPort: z.int().optional(),
  endsWithCommand: z.boolean(),
});
type StartMessage = z.output<typeof startMessage>;

export function sendStart(child: ChildProcess, message: z.input<typeof startMessage>): void {
  // A child that is gone before it has it says so by its end.
  if (child.connected) child.send(message, () => undefined);
}

/** @throws NotReadyError if it does not come in time; the signal's reason if aborted */
export function receiveStart(signal: AbortSignal): Promise<StartMessage> {
  const message = new Promise((resolve) => {
    process.once('message', resolve);
  });
  const arrived = withDeadline('the command to say what to start', arrivalTimeoutMs, message);
  return untilAborted(arrived, signal).then((value) => startMessage.parse(value));
}
