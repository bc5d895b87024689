/** The time of day of an ISO 8601 time, with milliseconds, here. */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  return `${at.toLocaleTimeString('en-GB')}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
