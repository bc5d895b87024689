import type { Finding } from '../../foundation/yaml/finding.ts';
import { unknownCategories, type CategoryKey } from '../../posting/unknown-categories.ts';
import type { ClientContract } from '../../protocol/client-contract.ts';
import { placedSteps } from '../steps/placed-steps.ts';
import type { Need } from '../steps/step-kind.ts';
import { bind } from '../steps/step.ts';
import type { Scenario } from './scenario.ts';

/** What a scenario runs on, as far as it decides what can be seen. */
export interface Seen {
  client: ClientContract | undefined;
  /** distq can look into the queue, and starts members or knows their addresses. */
  hasCluster: boolean;
}

/** Checks that the system can show what a scenario asks, before anything starts. */
export function systemFindings(scenario: Scenario, seen: Seen): Finding[] {
  const lacking = lackingOf(seen);
  return [
    ...placedSteps(scenario).flatMap(({ step, path }) =>
      bind(step)
        .needs()
        .flatMap((need) => {
          const reason = lacking[need];
          if (reason === undefined) return [];
          const message = `this step needs ${words[need]}, which the system does not show: ${reason}`;
          return [{ path: [...path, step.kind], message }];
        }),
    ),
    ...unknownExpectations(scenario, seen),
    ...unreadMessages(scenario, seen),
  ];
}

const words: Record<Need, string> = {
  cluster: 'the members and the queue',
  log: 'the whole log',
  logged: 'what each logging-service logged',
  received: 'what each messages-service received',
  merged: 'log and received messages together',
};

function lackingOf({ client, hasCluster }: Seen): Partial<Record<Need, string>> {
  const noAddress = (part: 'log' | 'received' | 'merged') =>
    client === undefined || client[part] !== undefined
      ? {}
      : { [part]: `the topology names no address for it (client.${part})` };
  return {
    ...(hasCluster ? {} : { cluster: 'the topology has no cluster' }),
    ...(client === undefined ? {} : { logged: 'a described system shows the log only as a whole' }),
    ...noAddress('log'),
    ...noAddress('received'),
    ...noAddress('merged'),
  };
}

/** An expectation other than none, or any number, of a category that cannot be observed. */
function unknownExpectations({ expect, control }: Scenario, seen: Seen): Finding[] {
  const unknown = unknownCategories(unobservableOf(seen)) ?? {};
  const asked: readonly [string[], string, unknown][] = [
    ...Object.entries(expect.account).map(([key, wanted]): [string[], string, unknown] => [
      ['expect', 'account', key],
      key,
      wanted === 0 ? 'any' : wanted,
    ]),
    ...Object.entries(control).map(([key, wanted]): [string[], string, unknown] => [
      ['control', key],
      key,
      wanted,
    ]),
  ];
  return asked.flatMap(([path, key, wanted]) => {
    const reason = isCategory(key) ? unknown[key] : undefined;
    if (reason === undefined || wanted === undefined || wanted === 'any') return [];
    return [{ path, message: `${key} cannot be known here: ${reason}` }];
  });
}

function isCategory(key: string): key is CategoryKey {
  return [
    'lost',
    'duplicated',
    'unexpected',
    'refusedYetDelivered',
    'undelivered',
    'recovered',
    'unlogged',
    'loggedTwice',
  ].includes(key);
}

function unobservableOf({ client, hasCluster }: Seen) {
  if (client === undefined) return {};
  return {
    ...(hasCluster ? {} : { queued: 'the topology has no cluster, so distq cannot look into the queue' }),
    ...(client.received === undefined
      ? { received: 'the topology names no address for received messages (client.received)' }
      : {}),
    ...(client.log === undefined ? { logged: 'the topology names no address for the log (client.log)' } : {}),
  };
}

/** Otherwise no message would ever be read. */
function unreadMessages(scenario: Scenario, { client }: Seen): Finding[] {
  const read = client?.received?.read ?? 'pure';
  if (read === 'pure') return [];
  const steps = placedSteps(scenario).map(({ step }) => step);
  const lastPost = steps.findLastIndex(({ kind }) => kind === 'post');
  const isRead = steps.some((step, index) => index > lastPost && bind(step).needs().includes('received'));
  if (lastPost === -1 || isRead) return [];
  return [
    {
      path: ['steps'],
      message: `no step after the last post reads the received messages, whose GET is ${read}; expected \`show: { what: received }\` or \`wait: { received: all }\``,
    },
  ];
}
