import { chromium } from 'playwright-core';

/**
 * Starts a browser, and always ends it.
 * @param {(browser: import('playwright-core').Browser) => Promise<void>} use
 */
export async function withPageBrowser(use) {
  // Only root needs --no-sandbox: the sandbox of the browser refuses root.
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * @typedef {{
 *   browser: import('playwright-core').Browser,
 *   address: string,
 *   print: (perSecond: number) => Promise<void>,
 * }} Measured `print` sets how many log lines a second a process of the lab prints
 */
