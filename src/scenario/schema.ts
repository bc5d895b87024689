import { z } from 'zod';
import { crashPoints } from '../shared/crash-point.ts';
import { shutdownPolicies } from '../shared/shutdown-policy.ts';
import { deliveryModes } from '../shared/delivery-mode.ts';

const word = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words and digits, joined by single hyphens')
  .max(60);

/** Who a step acts on: a name (`messages-service`, `messages-service-1`, `hazelcast-node1`) or a role, found when its turn comes. */
const targetSchema = z
  .string()
  .regex(
    /^(queue-owner|not-queue-owner|all-but-one:[a-z0-9-]+|[a-z][a-z0-9-]*)$/,
    'the name of a service, an instance or a member, `queue-owner`, `not-queue-owner`, or `all-but-one:NAME`',
  )
  .describe('a name, or a role: `queue-owner`, `not-queue-owner`, `all-but-one:NAME`');

const targets = z
  .union([targetSchema, z.array(targetSchema).min(1)])
  .describe(
    'one or several: a service, an instance, a member, `cluster`, `queue-owner`, `not-queue-owner`, `all-but-one:NAME`',
  );

const killSchema = z.strictObject({
  target: targets,
  signal: z.enum(['SIGKILL', 'SIGTERM']).default('SIGKILL').describe('SIGTERM lets it end by itself'),
  underWay: z
    .boolean()
    .default(false)
    .describe('posts must be under way when it hits, else the run is inconclusive'),
});

const postSchema = z.strictObject({
  count: z
    .int()
    .min(1)
    .max(10_000_000)
    .optional()
    .describe('default 10; in the background: until `finishPosts: stop`'),
  prefix: z.string().max(100).default('msg').describe('the texts are this and a number: msg1, msg2, …'),
  concurrency: z.int().min(1).max(1_000).default(1).describe('posts under way at once, at most'),
  ratePerSecond: z
    .number()
    .positive()
    .optional()
    .describe('posts begun a second, at most; default: as fast as the answers come'),
  background: z.boolean().default(false).describe('go on with the next step while posting'),
  timeoutMs: z.int().min(100).max(600_000).default(10_000).describe('bound on one attempt'),
  retryForMs: z
    .int()
    .min(0)
    .max(3_600_000)
    .default(30_000)
    .describe('how long what is refused with a Retry-After is posted again under the same key; 0: never'),
});

const waitSchema = z.strictObject({
  received: z
    .union([z.literal('all'), z.int().min(0)])
    .optional()
    .describe('messages shown by all messages-services; all: every acknowledged one'),
  acknowledged: z.int().min(1).optional().describe('posts acknowledged so far'),
  members: z.int().min(0).optional().describe('members that the client sees'),
  safe: z.literal(true).optional().describe('no migration under way, every backup in place'),
  queueSize: z.int().min(0).optional().describe('items in the queue'),
  withinMs: z.int().min(1).max(3_600_000).default(120_000).describe('bound; the run has failed beyond it'),
});

const showSchema = z.strictObject({
  what: z
    .enum(['members', 'logged', 'received'])
    .describe('items and entries per member, or the messages of each instance'),
  total: z
    .int()
    .min(0)
    .optional()
    .describe('what it must come to: items of the queue, or messages of all instances'),
  entries: z
    .int()
    .min(0)
    .optional()
    .describe('with `what: members`: what the entries of the map must come to'),
});

const getSchema = z.strictObject({
  times: z.int().min(1).max(1_000).default(1).describe('how often, one after the other'),
  complete: z.boolean().default(false).describe('every answer must hold every acknowledged message'),
  everyInstance: z
    .boolean()
    .default(false)
    .describe('every messages-service must have been asked at least once'),
});

/** The keys of a step of which exactly one must be there. */
export const stepKinds = [
  'start',
  'stop',
  'restart',
  'kill',
  'freeze',
  'thaw',
  'post',
  'finishPosts',
  'get',
  'show',
  'wait',
  'repeat',
] as const;
export type StepKind = (typeof stepKinds)[number];

const plainStepSchema = z.strictObject({
  name: z.string().min(1).max(200).optional().describe('what it does, for people'),
  why: z.string().max(500).optional().describe('why it is done, for people'),
  start: targets.optional().describe('start what does not run, and wait until it is ready'),
  stop: targets.optional().describe('end in good order, and wait for the end'),
  restart: targets.optional().describe('stop and start; members one after the other'),
  kill: killSchema
    .optional()
    .describe('end abruptly, and show that it hit; several targets one after the other'),
  freeze: targets.optional().describe('stand still (SIGSTOP) until `thaw`'),
  thaw: targets.optional().describe('let frozen ones go on (SIGCONT)'),
  post: postSchema.optional().describe('post messages through the facade'),
  finishPosts: z
    .enum(['wait', 'stop'])
    .optional()
    .describe('of the posts in the background: wait for their end, or end them'),
  get: getSchema.optional().describe('ask the facade for the messages'),
  show: showSchema.optional().describe('show how things stand, and check a total'),
  wait: waitSchema.optional().describe('wait for exactly one condition'),
});

const stepSchema = plainStepSchema.extend({
  repeat: z
    .strictObject({
      times: z.int().min(1).max(1_000).describe('how often'),
      steps: z.array(plainStepSchema).min(1).describe('the steps, each time in this order'),
    })
    .optional()
    .describe('do steps again and again'),
});

const number = z.union([
  z.int().min(0),
  z.strictObject({
    min: z.int().min(0).optional().describe('at least'),
    max: z.int().min(0).optional().describe('at most'),
  }),
  z.literal('any'),
]);

const meanings = {
  lost: 'acknowledged, and in no set and not in the queue after the drain',
  doubled: 'in two sets, or twice in one',
  recovered: 'of unknown outcome, and received',
  refused: 'posts that were refused for good',
  indeterminate: 'posts of unknown outcome',
  retried: 'posted more than once, since they were refused with a Retry-After',
};

/** What the account must say. What is not named must be zero, or is free where it says `any`. */
const accountExpectation = z.strictObject({
  lost: number.default(0).describe(meanings.lost),
  doubled: number.default(0).describe(meanings.doubled),
  phantom: number.default(0).describe('received, never attempted'),
  refusedYetDelivered: number.default(0).describe('refused, and received'),
  residual: number.default(0).describe('still in the queue at the end'),
  unlogged: number.default(0).describe('acknowledged, and not in the log map'),
  recovered: number.default('any').describe(meanings.recovered),
  acknowledged: number.default('any').describe('posts that were acknowledged'),
  refused: number.default('any').describe(meanings.refused),
  indeterminate: number.default('any').describe(meanings.indeterminate),
  retried: number.default('any').describe(meanings.retried),
});

/** What must have happened for the run to prove anything. */
const controlSchema = z.strictObject({
  lost: number.optional().describe(meanings.lost),
  doubled: number.optional().describe(meanings.doubled),
  refused: number.optional().describe(meanings.refused),
  indeterminate: number.optional().describe(meanings.indeterminate),
  recovered: number.optional().describe(meanings.recovered),
  retried: number.optional().describe(meanings.retried),
  contested: number
    .optional()
    .describe(
      'messages that a frozen consumer had in hand for longer than its lease, so that another offered them again',
    ),
});

export const scenarioSchema = z.strictObject({
  $schema: z.string().optional().describe('address of the JSON Schema, for editors'),
  name: word.describe('name of the scenario'),
  title: z.string().min(1).max(200).describe('what it shows, in a line'),
  description: z.string().max(2_000).default('').describe('what it shows and why, in a few sentences'),
  tags: z
    .array(word)
    .max(20)
    .default([])
    .describe('words by which several are run at once: `quick` for the set of a pipeline'),
  topology: z
    .string()
    .min(1)
    .default('lab')
    .describe("name of a topology, or a file, taken from this file's folder"),
  change: z
    .strictObject({
      delivery: z.enum(deliveryModes).optional().describe('what an acknowledgement promises'),
      queueBackups: z.int().min(0).max(6).optional().describe('backups of each item on other members'),
      mapBackups: z.int().min(0).max(6).optional().describe('backups of each entry on other members'),
      queueMaxSize: z
        .int()
        .min(0)
        .max(2_147_483_647)
        .optional()
        .describe('largest number of items in the queue; 0: no bound'),
      shutdown: z
        .enum(shutdownPolicies)
        .optional()
        .describe('what SIGTERM does to a member: end at once, or hand its partitions over first'),
      leaseMs: z
        .int()
        .min(100)
        .max(600_000)
        .optional()
        .describe('how long a message is pending before a relay looks for it'),
      crashPoints: z
        .record(word, z.enum(crashPoints))
        .optional()
        .describe('service to the point at which each of its instances dies, once, in its first start'),
    })
    .default({})
    .describe('what is different from the topology'),
  steps: z.array(stepSchema).min(1).max(200).describe('what is done, in this order'),
  drainMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(20_000)
    .describe('longest time for the last messages to arrive'),
  expect: z
    .strictObject({
      account: accountExpectation
        .prefault({})
        .describe('numbers of messages; what is not named must be zero, or is free where its default is any'),
      longestGapMs: z
        .int()
        .min(1)
        .optional()
        .describe('longest time without an acknowledgement while posts were under way'),
      refusedWithinMs: z
        .int()
        .min(1)
        .optional()
        .describe('longest time until a refusal was heard; there must be one'),
    })
    .prefault({})
    .describe('what must hold: otherwise the run has failed'),
  control: controlSchema
    .default({})
    .describe('what must be seen for the run to prove anything: otherwise it is inconclusive'),
});

export type Scenario = z.output<typeof scenarioSchema>;
export type Step = Scenario['steps'][number];
export type AccountExpectation = Scenario['expect']['account'];
export type ExpectedNumber = AccountExpectation['lost'];
export type PostStep = NonNullable<Step['post']>;
export type WaitStep = NonNullable<Step['wait']>;
