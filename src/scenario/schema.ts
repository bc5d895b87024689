import { z } from 'zod';
import { crashPoints } from '../shared/crash-point.ts';
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

const targets = z.union([targetSchema, z.array(targetSchema).min(1)]);

const killSchema = z.strictObject({
  target: targets,
  signal: z.enum(['SIGKILL', 'SIGTERM']).default('SIGKILL'),
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
  prefix: z.string().max(100).default('msg'),
  concurrency: z.int().min(1).max(1_000).default(1),
  ratePerSecond: z.number().positive().optional(),
  background: z.boolean().default(false).describe('go on with the next step while posting'),
  timeoutMs: z.int().min(100).max(600_000).default(10_000).describe('bound on one post'),
});

const waitSchema = z.strictObject({
  received: z
    .union([z.literal('all'), z.int().min(0)])
    .optional()
    .describe('messages shown by all messages-services'),
  acknowledged: z.int().min(1).optional().describe('posts acknowledged so far'),
  members: z.int().min(0).optional().describe('members that the client sees'),
  safe: z.literal(true).optional().describe('no migration under way, every backup in place'),
  queueSize: z.int().min(0).optional(),
  withinMs: z.int().min(1).max(3_600_000).default(30_000),
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
});

const getSchema = z.strictObject({
  times: z.int().min(1).max(1_000).default(1),
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
  start: targets.optional(),
  stop: targets.optional(),
  restart: targets.optional(),
  kill: killSchema.optional(),
  freeze: targets.optional(),
  thaw: targets.optional(),
  post: postSchema.optional(),
  finishPosts: z
    .enum(['wait', 'stop'])
    .optional()
    .describe('of the posts in the background: wait for their end, or end them'),
  get: getSchema.optional(),
  show: showSchema.optional(),
  wait: waitSchema.optional(),
});

const stepSchema = plainStepSchema.extend({
  repeat: z
    .strictObject({ times: z.int().min(1).max(1_000), steps: z.array(plainStepSchema).min(1) })
    .optional(),
});

const number = z.union([
  z.int().min(0),
  z.strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() }),
  z.literal('any'),
]);

/** What the account must say. What is not named must be zero, or is free where it says `any`. */
const accountExpectation = z.strictObject({
  lost: number.default(0),
  doubled: number.default(0),
  phantom: number.default(0),
  refusedYetDelivered: number.default(0),
  residual: number.default(0),
  unlogged: number.default(0),
  recovered: number.default('any'),
  acknowledged: number.default('any'),
  refused: number.default('any'),
  indeterminate: number.default('any'),
});

/** What must have happened for the run to prove anything. */
const controlSchema = z.strictObject({
  lost: number.optional(),
  doubled: number.optional(),
  refused: number.optional(),
  indeterminate: number.optional(),
  recovered: number.optional(),
});

export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  name: word,
  title: z.string().min(1).max(200),
  description: z.string().max(2_000).default(''),
  topology: z.string().default('lab').describe('a built-in topology, or a file'),
  change: z
    .strictObject({
      delivery: z.enum(deliveryModes).optional(),
      queueBackups: z.int().min(0).max(6).optional(),
      mapBackups: z.int().min(0).max(6).optional(),
      queueMaxSize: z.int().min(0).optional(),
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
  steps: z.array(stepSchema).min(1).max(200),
  drainMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(20_000)
    .describe('longest time for the last messages to arrive'),
  expect: z
    .strictObject({
      account: accountExpectation.prefault({}),
      longestGapMs: z
        .int()
        .min(1)
        .optional()
        .describe('longest time without an acknowledgement while posts were under way'),
    })
    .prefault({}),
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
