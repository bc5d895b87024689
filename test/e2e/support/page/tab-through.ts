import type { Page } from 'playwright-core';
import { z } from 'zod';

const mostStops = 500;
const told = z.object({ unreached: z.array(z.string()), unseen: z.array(z.string()) });

/** Notes each element that has had the focus, and those whose focus cannot be seen. */
const begin = `(() => {
  // Tab begins where the focus was last, also after it was lost.
  const top = document.querySelector('h1');
  top.tabIndex = -1;
  top.focus();
  window.reached = new Set();
  window.unseen = [];
  document.addEventListener('focusin', ({ target }) => {
    window.reached.add(target);
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    if (outlineStyle === 'none' || outlineWidth === '0px') window.unseen.push(target.outerHTML.slice(0, 200));
  });
})()`;

/** Log lines come and go meanwhile. */
const end = `({
  unseen: window.unseen,
  unreached: [...document.querySelectorAll('button, a[href], input, select, summary, [tabindex="0"]')]
    .filter((each) => each.checkVisibility() && each.closest('.log-row') === null && !window.reached.has(each))
    .map((each) => each.outerHTML.slice(0, 200)),
})`;

/** Presses Tab through the whole page. @returns what was not reached, and what had a focus that cannot be seen */
export async function tabThrough(page: Page): Promise<z.output<typeof told>> {
  await page.evaluate(begin);
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement === document.body')) === true) break;
  }
  return told.parse(await page.evaluate(end));
}
