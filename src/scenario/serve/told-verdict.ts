import { basename } from 'node:path';
import { categories, counts } from '../../posting/account-categories.ts';
import type { Account } from '../../posting/account.ts';
import type { RunVerdict } from '../../protocol/run/run-progress.ts';
import { verdictLine } from '../report/verdict-line.ts';
import type { RunDocument } from '../verdict/run-document.ts';

/** Shown even if there are none: what a run is about. */
const alwaysTold = new Set(['attempted', 'acknowledged', 'received', 'lost', 'duplicated']);

/**
 * The result of a run, in words and numbers.
 * @param directory of its evidence
 * @param leftDown parts that it left down
 */
export function toldVerdict(
  document: RunDocument,
  { directory, leftDown }: { directory: string; leftDown: string[] },
): RunVerdict {
  return {
    verdict: document.verdict,
    ...verdictLine(document),
    durationMs: document.durationMs,
    longestGapMs: document.longestGapMs,
    account: toldAccount(document.account),
    leftDown,
    folder: basename(directory),
  };
}

function toldAccount(account: Account): RunVerdict['account'] {
  const told = [
    ...counts.map(({ key, name, meaning }) => ({ key, name, meaning, count: account[key] })),
    ...categories.map(({ key, name, meaning }) => ({
      ...{ key, name, meaning },
      count: account.unknown?.[key] === undefined ? account[key].length : null,
    })),
  ];
  return told
    .filter(({ key, count }) => count !== 0 || alwaysTold.has(key))
    .map(({ name, count, meaning }) => ({ name, count, meaning }));
}
