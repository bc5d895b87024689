import { z } from 'zod';

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

const underWay = z
  .boolean()
  .default(false)
  .describe('posts must be under way when it hits, else the run is inconclusive');

const killSchema = z.strictObject({
  target: targets,
  signal: z.enum(['SIGKILL', 'SIGTERM']).default('SIGKILL').describe('SIGTERM lets it end by itself'),
  underWay,
});

const restartSchema = z
  .union([targetSchema, z.array(targetSchema).min(1), z.strictObject({ target: targets, underWay })])
  .describe('stop and start, and show that it hit; members one after the other');

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
    .enum(['members', 'log', 'logged', 'received'])
    .describe('items and entries per member, the whole log, or the messages of each instance'),
  total: z
    .int()
    .min(0)
    .optional()
    .describe(
      'what it must come to: items of the queue, messages of the log, the same at each instance, or messages of all instances',
    ),
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
    .describe('every logging-service and messages-service must have been asked at least once'),
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
  restart: restartSchema.optional(),
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

/** One step of a scenario; rules.ts says that it is of exactly one kind. */
export const stepSchema = plainStepSchema.extend({
  repeat: z
    .strictObject({
      times: z.int().min(1).max(1_000).describe('how often'),
      steps: z.array(plainStepSchema).min(1).describe('the steps, each time in this order'),
    })
    .optional()
    .describe('do steps again and again'),
});

export type Step = z.output<typeof stepSchema>;
export interface RestartStep {
  target: string | string[];
  underWay: boolean;
}
export type PostStep = NonNullable<Step['post']>;
export type WaitStep = NonNullable<Step['wait']>;

/** A restart in its long form. */
export function restartStep(restart: NonNullable<Step['restart']>): RestartStep {
  return typeof restart === 'string' || Array.isArray(restart)
    ? { target: restart, underWay: false }
    : restart;
}
