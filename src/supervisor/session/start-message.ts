import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';
import { untilAborted } from '../../foundation/async/until-aborted.ts';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import { clusterRuntimes } from '../../topology/cluster-schema.ts';
import { topologySchema } from '../../topology/topology.ts';

/** The message was sent before the supervisor listened; it is late only if the command is suspended (SIGSTOP). */
const arrivalTimeoutMs = 30_000;

/**
 * The first message to a background supervisor: what to start. Environment variables would not do: their size is
 * limited (128 KiB each on Linux), and every child would inherit the environments of all services.
 */
const startMessage = z.object({
  directory: z.string(),
  session: z.string(),
  topology: topologySchema,
  runtime: z.enum(clusterRuntimes),
  waitTimeoutMs: z.number().optional(),
  begunAtMs: z.number(),
  managementCenterPort: z.int().optional(),
  pagePort: z.int().optional(),
  endsWithCommand: z.boolean(),
});
type StartMessage = z.output<typeof startMessage>;

export function sendStart(child: ChildProcess, message: z.input<typeof startMessage>): void {
  // If the child ends before it receives the message, its exit reports that.
  if (child.connected) child.send(message, () => undefined);
}

/** @throws NotReadyError if the message does not arrive in time; the signal's reason if aborted */
export function receiveStart(signal: AbortSignal): Promise<StartMessage> {
  const message = new Promise((resolve) => {
    process.once('message', resolve);
  });
  const arrived = withDeadline('the start message of the command', arrivalTimeoutMs, message);
  return untilAborted(arrived, signal).then((value) => startMessage.parse(value));
}
