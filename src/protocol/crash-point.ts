import { writeSync } from 'node:fs';
import { z } from 'zod';

/** Points at which a service can be made to crash: between two steps of the delivery (docs/delivery.md). */
export const crashPoints = [
  'after-log',
  'after-offer-before-mark-pending',
  'after-mark-pending-before-answer',
  'after-poll',
  'before-record',
  'after-record',
  'before-show',
  'after-show-before-clear-pending',
  'after-claim-before-offer',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

// Read once: reading the environment is a native call, and every message passes these points.
const armed = process.env['DISTQ_GENERATION'] === '1' ? process.env['DISTQ_CRASH_POINT'] : undefined;

/**
 * Kills this process with SIGKILL if the point is armed by `DISTQ_CRASH_POINT`, which only a topology or a scenario
 * sets. Only the first start of an instance crashes; otherwise it could never be restarted.
 */
export function crashPoint(name: CrashPoint): void {
  if (armed !== name) return;
  const line: CrashLine = {
    level: 50,
    time: new Date().toISOString(),
    pid: process.pid,
    msg: crashWords(name),
  };
  try {
    // Bypasses the logger, whose buffer is lost with the process.
    writeSync(1, `${JSON.stringify(line)}\n`);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}

const crashLine = z.object({ level: z.literal(50), time: z.iso.datetime(), pid: z.int(), msg: z.string() });
type CrashLine = z.output<typeof crashLine>;

/** Parses the line that a process wrote before it died at the point; undefined for any other line. */
export function readCrashLine(name: CrashPoint, line: string): { at: string; pid: number } | undefined {
  if (!line.includes(crashWords(name))) return undefined;
  const { data } = crashLine.safeParse(parsed(line));
  return data?.msg === crashWords(name) ? { at: data.time, pid: data.pid } : undefined;
}

/** Text of the last log line of a process that dies at the point. */
export function crashWords(name: CrashPoint): string {
  return `Crash Point Reached: ${name}`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
