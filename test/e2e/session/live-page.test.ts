import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Distq } from '../support/distq.ts';

/** Debian's; `.ci/run` installs it. */
const browserPath = '/usr/bin/chromium';

describe.skipIf(!existsSync(browserPath))(`the live page (skipped without ${browserPath})`, () => {
  let distq: Distq;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    distq = await Distq.inNewDirectory();
    const up = await distq.run(['up', '--detach', '--isolated']);
    expect(up.exitCode, up.stderr).toBe(0);
    // Only root needs it: the sandbox of the browser refuses root.
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto((await distq.status()).page ?? 'no page');
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await distq.dispose();
  }, 120_000);

  test('shows seven services and three members that are ready', async () => {
    await page.locator('#processes tr:not([data-member]) .badge.good').nth(6).waitFor();
    expect(await page.locator('#processes tr[data-process]:not([data-member])').count()).toBe(7);
    await page.locator('#members tbody tr').nth(2).waitFor();
    expect(await page.locator('#members tbody tr').count()).toBe(3);
  });

  test('posts ten messages, and shows them received', async () => {
    await page.getByRole('button', { name: 'Post 10' }).click();
    await page.locator('[data-tile=received] strong', { hasText: /^10$/ }).waitFor();
    await page.locator('[data-tile=acknowledged] strong', { hasText: /^10$/ }).waitFor();
  });

  test('kills the owner, and shows the next one', async () => {
    const owner = page.locator('[data-tile=owner] strong');
    await owner.filter({ hasText: /\w/ }).waitFor();
    const before = await owner.innerText();
    await page.getByRole('button', { name: 'Kill the owner' }).click();
    await page.getByRole('button', { name: 'Kill the owner?' }).click();
    await page.locator(`tr[data-process="${before}"] .badge`, { hasText: 'exited' }).waitFor();
    await owner.filter({ hasNotText: new RegExp(`^(–|${before})$`) }).waitFor();
    expect((await distq.status()).queue.owner).toBe(await owner.innerText());
  });

  test('runs the failover step by step, with Next, to its verdict and report', async () => {
    await page.getByText('Run a scenario').click();
    await page.getByLabel('step by step').check();
    await page.getByRole('button', { name: 'Run failover' }).click();
    await page.getByRole('button', { name: 'Run failover?' }).click();
    await page.locator('#refusal', { hasText: 'failover runs in this session' }).waitFor();
    expect(await page.getByRole('button', { name: 'Kill the owner' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    for (let step = 1; step <= 8; step += 1) {
      await page.locator('.run-now.waiting', { hasText: `Step ${step} of 8` }).waitFor();
      await page.locator('.run-next button:focus').press('Enter');
    }
    await page.locator('.run-outcome', { hasText: 'All 10 acknowledged messages were received' }).waitFor();
    expect(await page.locator('[data-account=lost] strong').innerText()).toBe('0');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Open the report' }).click();
    const report = await opened;
    await report.getByRole('heading', { level: 1 }).waitFor();
    expect(await report.title()).toContain('Passed: failover');
  });
});
