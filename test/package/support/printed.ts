import type { Packed } from './packed.ts';

/** What a command prints, and its arguments. */
type Command = readonly [type: string, args: readonly string[]];

/** Commands that need no running topology, and what each prints. */
export const withoutSession: readonly Command[] = [
  ['VersionDocument', ['--version']],
  ['ErrorDocument', ['status']],
  ['ErrorDocument', ['topology', 'validate', 'none.yaml']],
  ['DownDocument', ['down']],
  ['SessionsDocument', ['sessions']],
  ['DoctorDocument', ['doctor']],
  ['TopologyListDocument', ['topology', 'list']],
  ['TopologyShowDocument', ['topology', 'show', 'lab']],
  ['TopologyValidateDocument', ['topology', 'validate', 'seed']],
  ['ScenarioListDocument', ['scenario', 'list']],
  ['ScenarioValidateDocument', ['scenario', 'validate', 'demo', 'failover']],
  ['VerifyDocument', ['verify', 'run']],
];

/** The same in a topology that `up` has started, in this order. */
export const inSession: readonly [Command, ...Command[]] = [
  ['StatusDocument', ['up', '--detach', '--topology', 'minimal', '--isolated']],
  ['StatusDocument', ['status']],
  ['SessionsDocument', ['sessions']],
  ['PageDocument', ['page']],
  ['PostDocument', ['post', 'a', 'b']],
  ['WaitDocument', ['wait']],
  ['GetDocument', ['get']],
  ['TraceDocument', ['trace', 'a']],
  ['BenchDocument', ['bench', '--count', '50']],
  ['KillDocument', ['kill', 'messages-service-1']],
  ['ActionDocument', ['start', 'messages-service-1']],
  ['RestartDocument', ['restart', 'logging-service']],
  ['ActionDocument', ['stop', 'messages-service']],
  ['LogPart', ['logs', '--tail', '20']],
  ['KillNodeDocument', ['kill-node']],
  ['DownDocument', ['down']],
];

export interface Printed {
  type: string;
  json: string;
}

export async function printedBy(packed: Packed, commands: readonly Command[]): Promise<Printed[]> {
  const printed: Printed[] = [];
  for (const [type, args] of commands) {
    const { stdout } = await packed.run([...args, '--json']);
    printed.push(...(type === 'LogPart' ? linesOf(type, stdout) : [{ type, json: stdout }]));
  }
  return printed;
}

export function linesOf(type: string, stdout: string): Printed[] {
  return stdout
    .trim()
    .split('\n')
    .map((json) => ({ type, json }));
}

/** A module of values: each document is written out as a value of its type, so that it may neither lack a field nor have one more. */
export function moduleOf(printed: readonly Printed[]): string {
  const values = printed.map(({ type, json }, index) => `export const v${index}: distq.${type} = ${json};`);
  return ["import type * as distq from 'distq';", ...values].join('\n');
}
