/**
 * @param {number} value
 * @param {number} digits after the point
 */
export function round(value, digits) {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
