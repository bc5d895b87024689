import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const found = z.array(z.object({ id: z.string(), help: z.string(), targets: z.array(z.string()) }));

/** In ms, for the layout to settle. */
const timeout = 5_000;

const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [360, 1280].map((width) => ({ colorScheme, width })),
);

/**
 * What axe finds wrong with the page as it is now, in light and dark, on a narrow and on a wide screen; a line each.
 * Leaves the page as it was.
 */
export async function findViolations(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  // Not by a script element: the policy of the page refuses it.
  await page.evaluate(axe.source);
  const lines: string[] = [];
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    const violations = found.parse(await page.evaluate(runOf(colorScheme)));
    for (const { id, help, targets } of violations)
      lines.push(`${colorScheme}, ${width} px: ${id} (${help}): ${targets.join(' | ')}`);
    // Picture and charts get their new width in the turns after the change of the window.
    const fits = page.waitForFunction('document.documentElement.scrollWidth <= innerWidth', null, {
      timeout,
    });
    await fits.catch(() => lines.push(`${colorScheme}, ${width} px: wider than the window`));
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before !== null) await page.setViewportSize(before);
  return lines;
}

/** Only colours differ in the dark, and the other rules cost seconds. */
function runOf(colorScheme: 'light' | 'dark'): string {
  const options = colorScheme === 'dark' ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {};
  return `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, help, nodes }) => ({
    id, help, targets: nodes.map(({ target, failureSummary }) => target.join(' ') + ' ' + failureSummary),
  })))`;
}
