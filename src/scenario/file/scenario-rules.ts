import type { Finding, Path, Rule } from '../../foundation/yaml/finding.ts';
import { stepKinds, type Step } from '../steps/step-schema.ts';
import type { ExpectedNumber } from './expectation-schema.ts';
import type { Scenario } from './scenario.ts';
import { placedSteps } from '../steps/placed-steps.ts';

/** Rules across the fields of a scenario; each gives what is wrong. */
export const scenarioRules: readonly Rule<Scenario>[] = [
  eachStepHasOneKind,
  eachWaitHasOneCondition,
  backgroundPostsAreFinished,
  foregroundRepeatsOnly,
  onlyMembersHoldEntries,
  rangesAreNotEmpty,
];

function eachStepHasOneKind(scenario: Scenario): Finding[] {
  return placedSteps(scenario).flatMap(({ step, path }) => {
    const kinds = stepKinds.filter((kind) => step[kind] !== undefined);
    if (kinds.length === 1) return [];
    const found =
      kinds.length === 0 ? 'this step does nothing' : `this step does ${kinds.join(' and ')} at once`;
    return [{ path, message: `${found}; expected exactly one of ${stepKinds.join(', ')}` }];
  });
}

const conditions = ['received', 'acknowledged', 'members', 'safe', 'queueSize'] as const;

function eachWaitHasOneCondition(scenario: Scenario): Finding[] {
  return placedSteps(scenario).flatMap(({ step: { wait }, path }) => {
    if (wait === undefined) return [];
    const found = conditions.filter((condition) => wait[condition] !== undefined);
    if (found.length === 1) return [];
    const what = found.length === 0 ? 'this wait is for nothing' : `this wait is for ${found.join(' and ')}`;
    return [
      { path: [...path, 'wait'], message: `${what}; expected exactly one of ${conditions.join(', ')}` },
    ];
  });
}

function backgroundPostsAreFinished(scenario: Scenario): Finding[] {
  const findings: Finding[] = [];
  let posting: { path: Path; endless: boolean } | undefined;
  for (const { step, path } of placedSteps(scenario)) {
    for (const key of ['kill', 'restart'] as const) {
      if (posting === undefined && wantsPosts(step[key]))
        findings.push({
          path: [...path, key, 'underWay'],
          message: 'no posts are under way here; expected a post with background: true before',
        });
    }
    if (step.post?.background === true) {
      if (posting !== undefined)
        findings.push({ path, message: 'posts are under way already; finish them first with finishPosts' });
      posting = { path, endless: step.post.count === undefined };
    }
    if (step.finishPosts !== undefined) {
      if (posting === undefined)
        findings.push({
          path,
          message: 'no posts are under way here; expected a post with background: true before',
        });
      if (posting?.endless === true && step.finishPosts === 'wait')
        findings.push({
          path: [...path, 'finishPosts'],
          message: 'posts without a count never end by themselves; expected stop, or a count in the post',
        });
      posting = undefined;
    }
  }
  if (posting !== undefined)
    findings.push({
      path: posting.path,
      message: 'these posts are never finished; expected finishPosts in a later step',
    });
  // Whether posts are under way rests on every step before: none of them may be misread.
  return findings.map((finding) => ({ ...finding, uses: [['steps']] }));
}

function wantsPosts(fault: Step['kill'] | Step['restart']): boolean {
  return typeof fault === 'object' && 'underWay' in fault && fault.underWay;
}

function foregroundRepeatsOnly(scenario: Scenario): Finding[] {
  return scenario.steps.flatMap((step, index) =>
    (step.repeat?.steps ?? []).flatMap((inner, innerIndex) =>
      inner.post?.background === true || inner.finishPosts !== undefined
        ? [
            {
              path: ['steps', index, 'repeat', 'steps', innerIndex],
              message: 'posts in the background cannot begin or end in a repeat',
            },
          ]
        : [],
    ),
  );
}

function onlyMembersHoldEntries(scenario: Scenario): Finding[] {
  return placedSteps(scenario).flatMap(({ step: { show }, path }) =>
    show?.entries === undefined || show.what === 'members'
      ? []
      : [
          {
            path: [...path, 'show', 'entries'],
            message: `entries with what: ${show.what}; expected it with what: members only`,
          },
        ],
  );
}

function rangesAreNotEmpty({ expect, control }: Scenario): Finding[] {
  const places: [Path, Partial<Record<string, ExpectedNumber>>][] = [
    [['expect', 'account'], expect.account],
    [['control'], control],
  ];
  return places.flatMap(([path, numbers]) =>
    Object.entries(numbers).flatMap(([key, wanted]) => {
      if (typeof wanted !== 'object') return [];
      const { min = 0, max = Infinity } = wanted;
      return min <= max
        ? []
        : [{ path: [...path, key], message: `min ${min} is above max ${max}; expected at most as much` }];
    }),
  );
}
