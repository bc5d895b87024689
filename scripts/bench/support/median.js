/**
 * Of an uneven number of values, or the upper one of the two in the middle.
 * @param {number[]} values
 * @throws RangeError if there is none
 */
export function median(values) {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError('there are no values');
  return middle;
}
