import { z } from 'zod';
import { isPattern } from '../foundation/text/is-pattern.ts';

/** Forms of the body of a post; each contains the text once. */
const bodyForms = ['form', 'json', 'json-string', 'text'] as const;
/**
 * What a GET does to the messages. `pure`: nothing. `consuming`: it takes messages from the queue and keeps showing
 * them. `destructive`: it shows each message once and forgets it.
 */
export const readModes = ['pure', 'consuming', 'destructive'] as const;
export type ReadMode = (typeof readModes)[number];

/** Placeholders of a template: the text unchanged, as a JSON string with its quotes, or URL-encoded. */
export const templatePlaceholders = ['{{text}}', '{{json}}', '{{form}}'] as const;

const path = z
  .string()
  .max(1_000)
  .regex(/^\/\S*$/, 'a path that begins with /');
const serviceName = z.string().min(1).max(60);
const pattern = z
  .string()
  .min(1)
  .max(1_000)
  .refine(isPattern, 'a regular expression of JavaScript')
  .optional();

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'a header name');

const keySchema = z.strictObject({
  header: headerName.describe('header that takes the key, such as `Idempotency-Key`; it is sent a UUID'),
});

const acknowledgedSchema = z.strictObject({
  status: z
    .array(z.int().min(200).max(599))
    .min(1)
    .max(20)
    .default([200, 201])
    .describe('statuses that acknowledge a message'),
  body: pattern.describe('regular expression that the body of an acknowledgement must match'),
  bodyNot: pattern.describe(
    'regular expression that the body of an acknowledgement must not match, such as an error inside an answer 200',
  ),
});

const postSchema = z.strictObject({
  service: serviceName.default('facade-service').describe('the service that takes the posts'),
  path: path.describe('path of the posts'),
  method: z.enum(['POST', 'PUT', 'PATCH']).default('POST').describe('HTTP method'),
  body: z
    .enum(bodyForms)
    .optional()
    .describe(
      'form of the body: `form` (FIELD=text), `json` ({"FIELD": text}), `json-string` or `text`; default: form',
    ),
  field: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('name of the field with the text, for `form` and `json`; default: msg'),
  template: z
    .string()
    .min(1)
    .max(10_000)
    .optional()
    .describe(
      'the whole body instead of `body`; {{text}} stands for the text, {{json}} for it as a JSON string, {{form}} for it URL-encoded',
    ),
  headers: z
    .record(headerName, z.string().regex(/^[\t\x20-\x7e]*$/, 'a header value in ASCII'))
    .default({})
    .describe('additional headers; they replace the content type that follows from `body`'),
  key: keySchema
    .optional()
    .describe('where a post has its key; the system stores a message once per key. Absent: it takes none'),
  acknowledged: acknowledgedSchema.prefault({}).describe('which answers acknowledge a message'),
});

function readSchema(service: string, what: string) {
  return z.strictObject({
    service: serviceName.default(service).describe(`the service that shows ${what}`),
    path: path.describe(`path whose GET shows ${what}`),
    read: z
      .enum(readModes)
      .default('pure')
      .describe(
        'what the GET does: `pure`: nothing; `consuming`: takes messages from the queue and keeps showing them; `destructive`: shows each once',
      ),
  });
}

const receivedSchema = readSchema('messages-service', 'the messages that an instance received');
const logSchema = readSchema('logging-service', 'the whole log');
const mergedSchema = readSchema('facade-service', 'log and received messages together');

/** How people talk to services that are not distq's. What is absent, the services do not show. */
export const clientContract = z.strictObject({
  post: postSchema.describe('how a message is posted, and which answers acknowledge it'),
  received: receivedSchema
    .optional()
    .describe('where each instance shows the messages that it received; absent: nowhere'),
  log: logSchema.optional().describe('where each instance shows the whole log; absent: nowhere'),
  merged: mergedSchema.optional().describe('where log and messages are shown together; absent: nowhere'),
  drainMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(20_000)
    .describe(
      'how long messages may take to be received after the last post; polling consumers may need seconds for each',
    ),
});
export type ClientContract = z.output<typeof clientContract>;
export type PostContract = ClientContract['post'];
export type ReadContract = NonNullable<ClientContract['received']>;

/** The GETs of a contract. */
export const readNames = ['received', 'log', 'merged'] as const;
export type ReadName = (typeof readNames)[number];

/** The contract of the original lab: a form with `msg`, and a merged answer with two strings. */
export const labContract: ClientContract = clientContract.parse({
  post: { path: '/facade' },
  received: { path: '/messages' },
  log: { path: '/logging' },
  merged: { path: '/facade' },
});
