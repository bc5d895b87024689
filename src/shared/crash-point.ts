/** Where a service can be made to die: the places between two steps of the delivery (docs/delivery.md). */
export const crashPoints = [
  'after-log',
  'after-offer-before-pend',
  'after-pend-before-answer',
  'after-poll',
  'before-record',
  'after-record',
  'before-show',
  'after-show-before-unpend',
  'after-claim-before-offer',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/**
 * Kills this process with SIGKILL if the point is armed by `DISTQ_CRASH_POINT`, which only a topology or a scenario sets. Only the
 * first start of an instance dies, or it would never come up again.
 */
export function crashPoint(name: CrashPoint): void {
  if (process.env['DISTQ_CRASH_POINT'] === name && process.env['DISTQ_GENERATION'] === '1')
    process.kill(process.pid, 'SIGKILL');
}
