import type { Account } from '../../posting/account.ts';
import type { StepResult } from '../evidence/evidence.ts';
import { isBroken, type BrokenRun } from '../verdict/broken-run.ts';
import type { RunDocument } from '../verdict/run-document.ts';
import { categories } from '../../posting/account-categories.ts';
import { markup, type Markup } from '../../report/markup.ts';
import { repeatCommand } from './reported-run.ts';
import { faultSentence, verdictLine } from './verdict-line.ts';
import { shortText } from '../../foundation/text/short-text.ts';
import type { Check } from '../steps/check.ts';

export interface Suite {
  /** Distinguishes it from the other suites of the file. */
  name: string;
  document: RunDocument | BrokenRun;
}

interface TestCase {
  group: string;
  name: string;
  seconds: string;
  /** The outcome, if it did not pass. */
  ended?: { as: 'failure' | 'error' | 'skipped'; type: string; message: string; details?: string };
}

/**
 * Writes runs as a JUnit file: one suite per run, a test case for each step and each check. A failed check is a
 * failure; an unmet precondition is an error. Follows the strictest of the common schemas: no attributes on
 * `testsuites`, every suite with its properties and both outputs, times without a zone.
 */
export function junitXml(suites: readonly Suite[]): string {
  const { text } = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>${suites.map(suiteElement)}
</testsuites>
`;
  return text;
}

function suiteElement({ name, document }: Suite, id: number): Markup {
  const cases = isBroken(document) ? [brokenCase(document)] : casesOf(document);
  const ended = (as: string) => cases.filter((one) => one.ended?.as === as).length;
  return markup`
<testsuite name="${name}" package="distq" id="${id}" hostname="localhost" timestamp="${isBroken(document) ? unknownTime : document.startedAt.slice(0, 19)}" time="${inSeconds(document.durationMs)}" tests="${cases.length}" failures="${ended('failure')}" errors="${ended('error')}" skipped="${ended('skipped')}">
<properties>${properties(document).map(([key, value]) => markup`<property name="${key}" value="${value}"/>`)}</properties>${cases.map(
    (one) => caseElement(one, document.scenario),
  )}
<system-out>${output(document)}</system-out>
<system-err/>
</testsuite>`;
}

/** The schemas require a time, and the start of a broken run is unknown. */
const unknownTime = '1970-01-01T00:00:00';

function brokenCase({ durationMs, error }: BrokenRun): TestCase {
  return {
    group: 'run',
    name: 'the run has a verdict',
    seconds: inSeconds(durationMs),
    ended: { as: 'error', type: 'broken', message: error },
  };
}

function caseElement({ group, name, seconds, ended }: TestCase, scenario: string): Markup {
  return markup`
<testcase classname="distq.${scenario}.${group}" name="${name}" time="${seconds}">${ended !== undefined && endElement(ended)}</testcase>`;
}

function endElement({ as, type, message, details }: NonNullable<TestCase['ended']>): Markup {
  if (as === 'skipped') return markup`<skipped/>`;
  const content = markup`type="${type}" message="${message}">${details ?? message}`;
  return as === 'failure' ? markup`<failure ${content}</failure>` : markup`<error ${content}</error>`;
}

function casesOf({ steps, checks, preconditions, account }: RunDocument): TestCase[] {
  // Failed steps are also checks.
  const stepNames = new Set(steps.map(({ name }) => `step: ${name}`));
  const others = checks.filter(({ what }) => !stepNames.has(what));
  const inAccount = ({ what }: Check) => what in account;
  return withUniqueNames([
    ...steps.map((step, index) => stepCase(step, `${index + 1}. ${step.name}`)),
    ...others
      .filter(inAccount)
      .map((check) => withMessages(checkCase('account', check, 'failure'), account, check)),
    ...others.filter((check) => !inAccount(check)).map((check) => checkCase('checks', check, 'failure')),
    ...preconditions.map((check) => checkCase('preconditions', check, 'error')),
  ]);
}

/** CI servers merge two cases with the same name. */
function withUniqueNames(cases: readonly TestCase[]): TestCase[] {
  const times = new Map<string, number>();
  return cases.map((one) => {
    const key = `${one.group} ${one.name}`;
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return time === 1 ? one : { ...one, name: `${one.name} (${time})` };
  });
}

function stepCase({ state, durationMs, reason }: StepResult, name: string): TestCase {
  const base = { group: 'steps', name, seconds: inSeconds(durationMs) };
  if (state === 'done') return base;
  if (state === 'skipped') return { ...base, ended: { as: 'skipped', type: 'skipped', message: '' } };
  return { ...base, ended: { as: 'failure', type: 'step', message: reason ?? 'failed' } };
}

function checkCase(
  group: string,
  { what, expected, actual, holds }: Check,
  otherwise: 'failure' | 'error',
): TestCase {
  const base = { group, name: `${what}: ${expected}`, seconds: '0' };
  if (holds) return base;
  const type = otherwise === 'error' ? 'inconclusive' : group;
  return { ...base, ended: { as: otherwise, type, message: `expected ${expected}, found ${actual}` } };
}

const mostMessages = 20;

/** Lists the messages that a category must not contain. */
function withMessages(one: TestCase, account: Account, { what }: Check): TestCase {
  const category = categories.find(({ key }) => key === what);
  if (category === undefined || one.ended === undefined) return one;
  const messages = account[category.key];
  const listed = messages
    .slice(0, mostMessages)
    .map(({ uuid, msg }) => `${uuid ?? 'no uuid'}  ${shortText(msg, 200)}`);
  const more = messages.length - listed.length;
  const lines = [one.ended.message, ...listed, ...(more > 0 ? [`and ${more} more, in report.json`] : [])];
  return { ...one, ended: { ...one.ended, details: lines.join('\n') } };
}

function properties(document: RunDocument | BrokenRun): [string, string][] {
  if (isBroken(document)) return [['repeat', repeatCommand(document)]];
  return [
    ['verdict', document.verdict],
    ...Object.entries(document.settings).map(([key, value]): [string, string] => [
      key,
      String(value ?? 'unknown'),
    ]),
    ['repeat', repeatCommand(document)],
  ];
}

function output(document: RunDocument | BrokenRun): string {
  if (isBroken(document)) return document.error;
  const { headline, reasons } = verdictLine(document);
  const lines = [`${document.verdict}: ${headline}`, ...reasons, ...document.faults.map(faultSentence)];
  return [...new Set(lines), `repeat: ${repeatCommand(document)}`].join('\n');
}

/** Never in exponential form (1e-7). */
function inSeconds(ms: number): string {
  return (Math.max(0, ms) / 1_000).toFixed(3);
}
