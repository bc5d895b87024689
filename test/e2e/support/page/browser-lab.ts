import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { Distq } from '../distq.ts';

/** Debian's; `.ci/run` installs it. */
export const browserPath = '/usr/bin/chromium';

const up = ['up', '--detach', '--isolated'];

/** A lab and a browser with its live page, for all tests of a file: another lab takes ten seconds to start. */
export class BrowserLab {
  readonly distq: Distq;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** With the token. */
  readonly address: string;

  private constructor(distq: Distq, browser: Browser, page: Page, address: string) {
    this.distq = distq;
    this.browser = browser;
    this.page = page;
    this.context = page.context();
    this.address = address;
  }

  static async start(): Promise<BrowserLab> {
    const distq = await Distq.inNewDirectory();
    await startAgain(distq);
    // Only root needs it: the sandbox of the browser refuses root.
    const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
    const context = await browser.newContext();
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    const address = (await distq.status()).page ?? 'no page';
    await page.goto(address);
    return new BrowserLab(distq, browser, page, address);
  }

  get origin(): string {
    return new URL(this.address).origin;
  }

  /** The number or name in a tile. */
  tile(name: string, page = this.page) {
    return page.locator(`[data-tile=${name}] strong`);
  }

  /** A button of the page, by the whole of its name. */
  button(name: string, page = this.page) {
    return page.getByRole('button', { name, exact: true });
  }

  /** Starts the lab after its supervisor was killed. */
  startAgain(): Promise<void> {
    return startAgain(this.distq);
  }

  async dispose(): Promise<void> {
    await this.browser.close();
    await this.distq.dispose();
  }
}

async function startAgain(distq: Distq): Promise<void> {
  const { exitCode, stderr } = await distq.run(up);
  expect(exitCode, stderr).toBe(0);
}
