import { measureRatios } from '../support/measure-ratios.js';

/** @type {import('../throughput.js').Part} */
export async function ratios(lab, { rounds, seconds }) {
  console.log(`facade and echo in turn, medians of ${rounds} rounds of ${seconds} s`);
  console.table(await measureRatios(lab, { connections: [1, 32, 128], rounds, seconds }));
}
