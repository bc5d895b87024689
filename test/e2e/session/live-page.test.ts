import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { writeReport } from '../../../src/scenario/report/write-report.ts';
import { runFixture } from '../../scenario/report/support/run-fixture.ts';
import { session } from '../support/distq.ts';
import { browserPath, BrowserLab } from '../support/page/browser-lab.ts';
import { findViolations } from '../support/page/find-violations.ts';
import { postFromForeignPage } from '../support/page/foreign-page.ts';
import { tabThrough } from '../support/page/tab-through.ts';
import { untilGone } from '../support/until-gone.ts';

const record = z.object({ supervisor: z.object({ pid: z.number() }) });

describe.skipIf(!existsSync(browserPath))(`the live page (skipped without ${browserPath})`, () => {
  let lab: BrowserLab;
  const page = () => lab.page;
  const way = () => page().locator('details.way');

  beforeAll(async () => {
    lab = await BrowserLab.start();
  }, 240_000);

  afterAll(() => lab.dispose(), 120_000);

  /** Searches a message by the keyboard. */
  async function search(message: string): Promise<void> {
    const field = page().getByLabel('Whole text, or UUID');
    await field.fill(message);
    await field.press('Enter');
  }

  test('shows seven services and three members that are ready, and a safe cluster', async () => {
    await page().locator('#processes tr:not([data-member]) .badge.good').nth(6).waitFor();
    expect(await page().locator('#processes tr[data-process]:not([data-member])').count()).toBe(7);
    await page().locator('#members tbody tr').nth(2).waitFor();
    expect(await page().locator('#members tbody tr').count()).toBe(3);
    await page().locator('.area-members .badge.good', { hasText: 'safe' }).last().waitFor();
    const partitions = await page().locator('#members td:nth-child(2)').allInnerTexts();
    expect(partitions.map(Number).every((owned) => owned > 0)).toBe(true);
  });

  test('has nothing that axe finds wrong, before anything happened', async () => {
    expect(await findViolations(page())).toEqual([]);
  }, 120_000);

  test('posts ten messages with a rate, and shows them received', async () => {
    await page().getByLabel('Text', { exact: true }).first().fill('hello');
    await page().getByRole('spinbutton', { name: 'Per second' }).fill('50');
    await lab.button('Post 10 at 50/s').click();
    await page()
      .getByText('distq post --count 10 --prefix=hello --rate 50', { exact: false })
      .first()
      .waitFor();
    await lab.tile('received').filter({ hasText: /^10$/ }).waitFor();
    await lab.tile('acknowledged').filter({ hasText: /^10$/ }).waitFor();
  });

  test('gets all messages, and shows the way of one that is chosen', async () => {
    await lab.button('Get').click();
    await page().getByText('10 logged', { exact: false }).first().waitFor();
    expect(await page().locator('[data-read=logged] li').count()).toBe(10);
    await page()
      .locator('[data-read=logged] button', { hasText: /^hello7$/ })
      .click();
    await way().locator('.badge', { hasText: 'shown' }).waitFor();
    const rows = await way().locator('[data-stage]').all();
    const stages = await Promise.all(rows.map((row) => row.getAttribute('data-stage')));
    expect(stages.sort()).toEqual(
      ['posted', 'logged', 'offered', 'pending', 'answered', 'polled', 'recorded', 'shown', 'cleared'].sort(),
    );
    const first = await way().locator('[data-stage=posted]').innerText();
    expect(first).toMatch(/\d\d:\d\d:\d\d\.\d{3}\s+0 ms\s+facade-service\S*\s+posted/);
    expect(await way().locator('.known').innerText()).toMatch(
      /log: on hazelcast-\S+, which owns its partition/,
    );
    await page().locator('.command-bar code', { hasText: 'distq trace hello7' }).waitFor();
  });

  test('finds the same way by the UUID, and says what is known of a message that nobody knows', async () => {
    const uuid = (await way().getAttribute('data-uuid')) ?? '';
    await search('never posted');
    await page().locator('.way-found', { hasText: 'Nothing is known of' }).waitFor();
    expect(await page().locator('.known').innerText()).toContain('knows everything since its start at');
    await search(uuid.toUpperCase());
    await way().waitFor();
    expect(await way().getAttribute('data-uuid')).toBe(uuid);
  });

  test('shows the fields of a JSON line while it is opened', async () => {
    const row = page().locator('#logs details').last();
    await row.locator('summary').click();
    await row.locator('pre', { hasText: '"instance"' }).waitFor();
    await row.locator('summary').click();
    await row.locator('pre').waitFor({ state: 'detached' });
  });

  test('lists past runs, and opens the report of one in another tab', async () => {
    await page().locator('#past summary').click();
    await page().locator('#past', { hasText: 'distq scenario run demo' }).waitFor();
    const run = runFixture({ messages: 20, lost: 1 });
    await writeReport(join(lab.distq.directory, '.distq', 'runs', '2026-01-05T10-00-00-000Z'), run, {});
    await lab.button('Read again').click();
    const row = page().locator('#runs tbody tr');
    await row.locator('.badge.bad', { hasText: '✗ failed' }).waitFor();
    expect(await row.innerText()).toContain(run.document.scenario);
    const opened = lab.context.waitForEvent('page');
    await row.getByRole('link', { name: 'Report' }).click();
    const report = await opened;
    await report.locator('.verdict.failed').waitFor();
    // Its script ran, in the sandbox: it fills the table of messages.
    await report.locator('#message-details > summary').click();
    await report.locator('#message-table tbody tr').first().waitFor();
    expect(await report.evaluate('origin')).toBe('null');
    await report.close();
  });

  test('has nothing that axe finds wrong with a way and past runs shown', async () => {
    expect(await findViolations(page())).toEqual([]);
  }, 120_000);

  test('can be used with the keyboard alone', async () => {
    expect(await tabThrough(page())).toEqual({ unreached: [], unseen: [] });
    await lab.button('Kill the owner').focus();
    for (const key of ['Enter', 'Space']) {
      await page().keyboard.press(key);
      await lab.button('Kill the owner?').waitFor();
      await page().keyboard.press('Escape');
      await lab.button('Kill the owner').waitFor();
    }
    await page().locator('#past summary').focus();
    await page().keyboard.press('Space');
    await page().locator('#runs').waitFor({ state: 'hidden' });
  }, 120_000);

  test('shows the same after a reload, and in another tab', async () => {
    const before = await shownBy(lab, page());
    await page().reload();
    await waitFor({
      what: 'the same after a reload',
      timeoutMs: 20_000,
      probe: () => isShown(before, page()),
    });
    const other = await lab.context.newPage();
    await other.goto(lab.origin);
    await waitFor({ what: 'the same in both tabs', timeoutMs: 20_000, probe: () => isShown(before, other) });
    await lab.button('Post 10', other).click();
    await lab.tile('received').filter({ hasText: /^20$/ }).waitFor();
    await lab.tile('received', other).filter({ hasText: /^20$/ }).waitFor();
    await other.close();
  });

  async function isShown(expected: unknown, tab = page()): Promise<true | undefined> {
    return JSON.stringify(await shownBy(lab, tab)) === JSON.stringify(expected) ? true : undefined;
  }

  test('refuses what a page of another port asks for, and a wrong token', async () => {
    expect(await postFromForeignPage(lab.context, lab.origin)).toEqual({
      form: 403,
      fetch: 'TypeError: Failed to fetch',
    });
    const stranger = await lab.browser.newContext();
    const tab = await stranger.newPage();
    expect((await tab.goto(`${lab.origin}/?token=wrong`))?.status()).toBe(403);
    expect((await tab.goto(lab.origin))?.status()).toBe(403);
    await stranger.close();
    expect((await lab.distq.status()).members.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
  });

  test('kills the owner, and shows the next one within three seconds', async () => {
    const owner = lab.tile('owner');
    await owner.filter({ hasText: /\w/ }).waitFor();
    const before = await owner.innerText();
    await lab.button('Kill the owner').click();
    await lab.button('Kill the owner?').click();
    await page().locator('#events li', { hasText: 'SIGKILL' }).filter({ hasText: before }).first().waitFor();
    await owner.filter({ hasNotText: new RegExp(`^(–|${before})$`) }).waitFor({ timeout: 3_000 });
    await page().locator(`tr[data-process="${before}"] .badge`, { hasText: 'exited' }).waitFor();
    expect((await lab.distq.status()).queue.owner).toBe(await owner.innerText());
  });

  test('runs the failover step by step, with Next, to its verdict and report', async () => {
    await page().getByText('Run a scenario').click();
    await page().getByLabel('step by step').check();
    await lab.button('Run failover').click();
    await page().getByRole('button', { name: 'Run failover?' }).click();
    await page().locator('#refusal', { hasText: 'failover runs in this session' }).waitFor();
    expect(await page().getByRole('button', { name: 'Kill the owner' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    for (let step = 1; step <= 8; step += 1) {
      await page()
        .locator('.run-now.waiting', { hasText: `Step ${step} of 8` })
        .waitFor();
      await page().locator('.run-next button:focus').press('Enter');
    }
    await page().locator('.run-outcome', { hasText: 'All 10 acknowledged messages were received' }).waitFor();
    expect(await page().locator('[data-account=lost] strong').innerText()).toBe('0');
    expect(await findViolations(page())).toEqual([]);
    const opened = lab.context.waitForEvent('page');
    await page().getByRole('link', { name: 'Open the report' }).click();
    const report = await opened;
    await report.getByRole('heading', { level: 1 }).waitFor();
    expect(await report.title()).toContain('Passed: failover');
  }, 120_000);

  test('has nothing that axe finds wrong after a kill', async () => {
    expect(await findViolations(page())).toEqual([]);
  }, 120_000);

  test('comes back by itself after the supervisor was killed and started again', async () => {
    const file = join(lab.distq.directory, '.distq', 'sessions', session, 'session.json');
    const { supervisor } = record.parse(JSON.parse(await readFile(file, 'utf8')));
    process.kill(supervisor.pid, 'SIGKILL');
    await untilGone([supervisor.pid]);
    await page().locator('.connection', { hasText: 'trying again' }).waitFor();
    await lab.startAgain();
    await page().locator('.connection', { hasText: 'connected' }).waitFor();
    await page().locator('#processes .badge.good').nth(9).waitFor();
    await lab.tile('posted').filter({ hasText: /^0$/ }).waitFor();
    const { services, members } = await lab.distq.status();
    const pids = await page().locator('#processes td[data-title=Pid]').allInnerTexts();
    expect(pids.sort()).toEqual([...services, ...members].map(({ pid }) => String(pid)).sort());
  }, 240_000);
});

/** What a tab shows of the things that do not change by themselves. */
async function shownBy(lab: BrowserLab, page: BrowserLab['page']) {
  const tiles = ['owner', 'queue', 'posted', 'acknowledged', 'logged', 'received', 'safe'];
  return {
    tiles: await Promise.all(tiles.map((name) => lab.tile(name, page).innerText())),
    members: await page.locator('#members').innerText(),
    states: await page.locator('#processes .badge').allInnerTexts(),
    newest: await page.locator('#events li').first().innerText(),
  };
}
