/**
 * @param {readonly number[]} values
 * @param {number} part from 0 to 1
 * @returns {number | undefined} undefined: there are no values
 */
export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}
