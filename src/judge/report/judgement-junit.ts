import { markup, type Markup } from '../../report/markup.ts';
import type { JudgedRow, SystemJudgement } from '../judgement.ts';
import { categoriesOf, findingNames } from '../message-findings.ts';

const mostMessages = 20;

/**
 * Judgements as a JUnit file: one suite per system, a test case for each requirement. A requirement beyond the lab that
 * failed is skipped with its reason: it need not pass.
 */
export function judgementJunit(all: readonly SystemJudgement[]): string {
  const { text } = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>${all.map(suite)}
</testsuites>
`;
  return text;
}

function suite(judgement: SystemJudgement, id: number): Markup {
  const { file, rows, problem, startedAt, durationMs, run } = judgement;
  const failures = rows.filter((row) => row.isRequired && row.verdict === 'failed').length;
  const errors = rows.filter((row) => row.isRequired && row.verdict === 'unknown').length;
  const passed = rows.filter(({ verdict }) => verdict === 'passed').length;
  const broken = problem === null ? 0 : 1;
  return markup`
<testsuite name="${file}${run > 1 && ` (run ${run})`}" package="distq" id="${id}" hostname="localhost" timestamp="${startedAt.slice(0, 19)}" time="${seconds(durationMs)}" tests="${rows.length + broken}" failures="${failures}" errors="${errors + broken}" skipped="${rows.length - passed - failures - errors}">
<properties></properties>${rows.map(testCase)}${
    problem !== null &&
    markup`
<testcase classname="distq.judge" name="the system can be judged" time="0"><error type="${problem.code}" message="${problem.message}">${problem.hint}</error></testcase>`
  }
<system-out></system-out>
<system-err/>
</testsuite>`;
}

function testCase(row: JudgedRow): Markup {
  return markup`
<testcase classname="distq.judge.${row.part}" name="${row.title}" time="${seconds(row.durationMs)}">${end(row)}</testcase>`;
}

function end({ verdict, isRequired, reason, messages = {} }: JudgedRow): Markup | null {
  if (verdict === 'passed') return null;
  if (!isRequired || verdict === 'not applicable') return markup`<skipped/>`;
  const lists = categoriesOf(messages).map(
    ([category, texts]) => `\n${findingNames[category]}: ${texts.slice(0, mostMessages).join(', ')}`,
  );
  const content = markup`type="${verdict}" message="${reason}">${reason}${lists}`;
  return verdict === 'failed' ? markup`<failure ${content}</failure>` : markup`<error ${content}</error>`;
}

function seconds(ms: number): string {
  return (Math.max(0, ms) / 1_000).toFixed(3);
}
