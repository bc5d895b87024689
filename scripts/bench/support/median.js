/**
 * The median; for an even number of values the upper one of the middle two.
 * @param {number[]} values
 * @throws RangeError if there is none
 */
export function median(values) {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError('there are no values');
  return middle;
}
