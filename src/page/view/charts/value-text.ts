/** A value of a chart for people; a dash if it is unknown. */
export function valueText(value: number | null | undefined, unit = ''): string {
  if (value === null || value === undefined) return '–';
  const digits = value !== 0 && Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0;
  const text = value.toLocaleString('en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return unit === '' ? text : `${text} ${unit}`;
}
