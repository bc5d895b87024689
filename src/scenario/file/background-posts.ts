import type { Finding, Path } from '../../foundation/yaml/finding.ts';
import { placedSteps } from '../steps/placed-steps.ts';
import { bind } from '../steps/step.ts';
import type { Scenario } from './scenario.ts';

const noPosts = 'no posts are in progress here; expected an earlier post with background: true';

/** Background posts are started once, and finished later where a step needs them finished. */
export function backgroundPostsAreFinished(scenario: Scenario): Finding[] {
  const findings: Finding[] = [];
  let posting: { path: Path; endless: boolean } | undefined;
  for (const { step, path } of placedSteps(scenario)) {
    const needs = bind(step).underWay();
    if (needs !== undefined && posting === undefined)
      findings.push({ path: [...path, step.kind, ...needs], message: noPosts });
    if (step.kind === 'post' && step.with.background) {
      if (posting !== undefined)
        findings.push({ path, message: 'posts are already in progress; expected a finishPosts before' });
      posting = { path, endless: step.with.count === undefined };
    }
    if (step.kind === 'finishPosts') {
      if (posting === undefined) findings.push({ path, message: noPosts });
      if (posting?.endless === true && step.with === 'wait')
        findings.push({
          path: [...path, 'finishPosts'],
          message: 'posts without a count run until they are stopped; expected stop, or a count in the post',
        });
      posting = undefined;
    }
  }
  if (posting !== undefined)
    findings.push({
      path: posting.path,
      message: 'these posts are never finished; expected a finishPosts in a later step',
    });
  // Whether posts are in progress depends on all earlier steps, so none of them may be misread.
  return findings.map((finding) => ({ ...finding, uses: [['steps']] }));
}
