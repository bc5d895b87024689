import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseJournal } from '../../../src/posting/read-journal.ts';
import { reportPage } from '../../../src/scenario/report/report-page.ts';
import type { ReportedRun } from '../../../src/scenario/report/reported-run.ts';
import { visibleText } from '../../../src/report/visible-text.ts';
import { documentFrom } from '../../../src/scenario/verdict/run-document.ts';
import { hostileTexts, runFixture } from './support/run-fixture.ts';

/** The message data of a page, read as a browser reads it: up to the first end of a script element. */
function dataOf(page: string) {
  const text = /<script type="application\/json" id="message-data">(.*?)<\/script>/s.exec(page)?.[1];
  return z
    .object({
      timed: z.boolean(),
      fates: z.array(z.string()),
      instances: z.array(z.string()),
      outcomes: z.array(z.string().nullable()),
      rows: z.array(
        z.tuple([
          z.string(),
          z.array(z.number()),
          z.number(),
          z.number().nullable(),
          z.number().nullable(),
          z.array(z.number()),
          z.string().nullable(),
        ]),
      ),
    })
    .parse(JSON.parse(text ?? ''));
}

/** A hundred thousand messages, of which sixty thousand are lost. */
function largeRun(): ReportedRun {
  const { record: small } = runFixture({ messages: 1 });
  const sent = Array.from({ length: 100_000 }, (_, index) => ({
    uuid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    msg: `msg${index + 1}`,
    outcome: 'acknowledged' as const,
  }));
  const journal = { ...parseJournal('', 'journal.jsonl'), sent };
  const observations = {
    received: { 'messages-service-1': sent.slice(60_000) },
    queued: [],
    pending: [],
    logged: sent.map(({ uuid }) => uuid),
  };
  const record = { ...small, observations };
  return { record, journal, document: documentFrom(record, journal) };
}

function tagsOf(page: string): string[] {
  return page.match(/<[a-z!/][^\s>]*/gi) ?? [];
}

function section(page: string, id: string): string {
  return new RegExp(`<section id="${id}".*?</section>`, 's').exec(page)?.[0] ?? '';
}

describe('reportPage', () => {
  test('a run with a fault and 2,000 messages: verdict, steps, fault, timeline, account, checks, settings', () => {
    const page = reportPage(runFixture());
    expect(page).toMatch(
      /<header class="verdict passed">.*Passed.*All 1,99\d acknowledged messages were received/s,
    );
    expect(page).toContain('<h1>The owner of the queue is killed under load</h1>');
    expect(section(page, 'steps')).toContain('hazelcast-node3 <span class="badge good">owner</span>');
    expect(section(page, 'faults')).toMatch(
      /confirmed.*SIGKILL.*8\.000 s.*hazelcast-node2.*hazelcast-node3/s,
    );
    expect(section(page, 'timeline')).toMatch(/>532 ms<\/text>.*Next acknowledgement 477 ms later/s);
    expect(section(page, 'account')).toMatch(/lost <span class="meaning">.*?<td class="number">0<\/td>/s);
    expect(section(page, 'checks')).toContain('at most 5000 ms');
    expect(section(page, 'settings')).toContain('distq scenario run owner-kill --seed 4711');
  });

  test('every message is in the data, with its fate', () => {
    const run = runFixture({ lost: 3, duplicated: 2 });
    const { rows, fates, instances } = dataOf(reportPage(run));
    expect(rows).toHaveLength(2_000);
    const told = rows.map(([text, own, , , , by]) => ({
      text,
      fates: own.map((index) => fates[index]),
      by: by.map((index) => instances[index]),
    }));
    expect(told.slice(0, 4)).toEqual([
      { text: 'msg1', fates: ['lost'], by: [] },
      { text: 'msg2', fates: ['lost'], by: [] },
      { text: 'msg3', fates: ['lost'], by: [] },
      { text: 'msg4', fates: ['duplicated'], by: ['messages-service-1', 'messages-service-2'] },
    ]);
    expect(told.filter((row) => row.fates.includes('duplicated'))).toHaveLength(2);
  });

  test('a failed run shows what is not met, in the account and among the checks', () => {
    const page = reportPage(
      runFixture({ lost: 40, failedStep: { index: 3, reason: 'waited 5000 ms for 3 members' } }),
    );
    expect(page).toContain('<header class="verdict failed">');
    expect(section(page, 'account')).toMatch(/✗ 0/);
    expect(section(page, 'account')).toContain(
      '<button type="button" class="link" data-fate="lost">all 40</button>',
    );
    expect(section(page, 'checks')).toContain('✗ no');
    expect(section(page, 'steps')).toContain('waited 5000 ms for 3 members');
    expect(section(page, 'steps').match(/>skipped</g)).toHaveLength(2);
  });

  test('an inconclusive run shows the doubts', () => {
    const page = reportPage(runFixture({ doubts: ['process 4242 still runs', 'no posts were under way'] }));
    expect(page).toContain('<header class="verdict inconclusive">');
    expect(section(page, 'faults')).toMatch(/not confirmed.*<li>process 4242 still runs<\/li>/s);
  });

  test('a crash that killed no process has no process, no time and no posts', () => {
    const run = runFixture({ messages: 100 });
    const [kill] = run.record.faults;
    if (kill === undefined) throw new Error('no fault');
    const doubts = ['facade-service-1 did not reach after-log'];
    const record: typeof run.record = {
      ...run.record,
      faults: [{ ...kill, kind: 'crash', role: 'after-log', target: 'facade-service-1', pid: null, doubts }],
    };
    const page = reportPage({ ...run, record, document: documentFrom(record, run.journal) });
    const told = section(page, 'faults');
    expect(told).toMatch(/not confirmed.*did not reach after-log/s);
    expect(told).not.toMatch(/to process|posts under way|without an acknowledgement|<dt>when/);
  });

  test('a restart is shown with both processes', () => {
    const run = runFixture({ messages: 100 });
    const faults = run.document.faults.map((kill) => ({ ...kill, kind: 'restart' as const, newPid: 5_151 }));
    const told = section(reportPage({ ...run, document: { ...run.document, faults } }), 'faults');
    expect(told).toMatch(/restart hazelcast-node2.*to process 4242.*process 5151/s);
    expect(told).not.toContain('broke nothing');
  });

  test('hostile texts add no tags, wherever they appear', () => {
    const texts = hostileTexts.filter((text) => text !== '');
    const harmless = texts.map((text) => 'x'.repeat(text.length));
    const options = { lost: texts.length, failedStep: { index: 5, reason: texts.join(' ') } };
    const page = reportPage(runFixture({ ...options, texts }));
    expect(tagsOf(page)).toEqual(tagsOf(reportPage(runFixture({ ...options, texts: harmless }))));
    expect(
      dataOf(page)
        .rows.map(([text]) => text)
        .slice(0, 3),
    ).toEqual(texts.slice(0, 3).map(visibleText));
  });

  test('hostile texts shown by steps add no tags either', () => {
    const texts = hostileTexts.filter((text) => text !== '');
    const harmless = texts.map((text) => 'x'.repeat(text.length));
    expect(tagsOf(reportPage(runFixture({ texts })))).toEqual(
      tagsOf(reportPage(runFixture({ texts: harmless }))),
    );
  });

  test('the policy lets the browser run the script of the page, and load nothing', () => {
    const page = reportPage(runFixture({ messages: 10, texts: hostileTexts }));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toContain('default-src &#39;none&#39;');
    const [script, ...others] = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text]) => text ?? '');
    expect(others).toEqual([]);
    const hash = createHash('sha256')
      .update(script ?? '')
      .digest('base64');
    expect(policy).toContain(`script-src &#39;sha256-${hash}&#39;`);
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    expect(policy).toContain(
      `style-src &#39;sha256-${createHash('sha256').update(style).digest('base64')}&#39;`,
    );
    expect(() => new Script(script ?? '')).not.toThrow();
  });

  test('nothing comes from elsewhere: no address, no attribute for styles or handlers', () => {
    const page = reportPage(runFixture({ messages: 10 }));
    expect(page).not.toMatch(/https?:\/\/|\ssrc=|url\(|@import|<[^>]*\s(on[a-z]+|style)=/);
  });

  test('every id in the page is unique, and every reference has its target', () => {
    const page = reportPage(runFixture({ messages: 10 }));
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    const referred = [...page.matchAll(/(?:href="#|aria-labelledby=")([^"]*)"/g)].map(([, id]) => id ?? '');
    expect(ids).toEqual(expect.arrayContaining(referred));
  });

  test('a hundred thousand messages make a page of a few megabytes', () => {
    const page = reportPage(largeRun());
    expect(page.length).toBeLessThan(12_000_000);
    // All but the data stays small, however many are lost.
    expect(page.replace(/<script type="application\/json".*?<\/script>/s, '').length).toBeLessThan(400_000);
    expect(page.match(/00000000-0000-4000-8000-\d{12}/g)?.length).toBeGreaterThanOrEqual(100_000);
  });

  test('an empty run still makes a page', () => {
    const run = runFixture({ messages: 1 });
    const record = { ...run.record, steps: [], faults: [], samples: [], posting: [], durationMs: 0 };
    const observations = { received: {}, queued: [], pending: [], logged: [] };
    const document = { ...run.document, faults: [], preconditions: [], checks: [], longestGapMs: null };
    const journal = parseJournal('', 'journal.jsonl');
    const page = reportPage({ record: { ...record, observations }, journal, document });
    const main = page.slice(page.indexOf('<main>'), page.indexOf('</main>'));
    expect(main).not.toMatch(/NaN|Infinity|undefined/);
    expect(page).toContain('This run broke nothing on purpose.');
  });
});
