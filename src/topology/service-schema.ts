import { z } from 'zod';
import { isPattern } from '../foundation/text/is-pattern.ts';
import { serviceKinds } from '../protocol/service-kind.ts';
import { port } from './names-and-ports.ts';

const restartSchema = z.strictObject({
  policy: z
    .enum(['always', 'on-failure', 'never'])
    .default('on-failure')
    .describe('when an exited instance is restarted; never after `distq stop`'),
  backoffMs: z
    .int()
    .min(10)
    .max(60_000)
    .default(200)
    .describe('delay before the first restart, in milliseconds; doubles each time'),
  maxBackoffMs: z
    .int()
    .min(10)
    .max(600_000)
    .default(5_000)
    .describe('maximum delay before a restart, in milliseconds'),
  limit: z
    .int()
    .min(0)
    .max(100)
    .default(5)
    .describe('maximum restarts within `windowMs`; the next failure is final'),
  windowMs: z
    .int()
    .min(100)
    .max(3_600_000)
    .default(60_000)
    .describe('time window for counting failures, in milliseconds'),
});

const readySchema = z.strictObject({
  http: z
    .string()
    .regex(/^\/\S*$/, 'a path that begins with /')
    .optional()
    .describe('path that answers GET with 2xx; its GET must not consume messages'),
  tcp: z.literal(true).optional().describe('the port accepts a connection'),
  log: z
    .string()
    .min(1)
    .max(1_000)
    .refine(isPattern, 'a regular expression of JavaScript')
    .optional()
    .describe('regular expression that a line of its output matches'),
  running: z.literal(true).optional().describe('ready as soon as it runs'),
  thereafter: z
    .enum(['poll', 'never'])
    .default('poll')
    .describe('whether a ready instance is probed every second'),
});

export const serviceSchema = z.strictObject({
  kind: z.enum(serviceKinds).optional().describe("kind of service; default: the service's name"),
  command: z
    .array(z.string().min(1))
    .min(1)
    .max(100)
    .optional()
    .describe(
      'a foreign program instead: executable and arguments; it reads its port from the variable PORT, or from an argument with {{port}}',
    ),
  cwd: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe(
      'working directory of a `command`, relative to the file; default: the directory in which distq runs',
    ),
  ports: z
    .array(port)
    .min(1)
    .max(32)
    .describe('one instance per port: the first listens on the first port, and so on'),
  dependsOn: z
    .array(z.string())
    .default([])
    .describe('services, or `cluster`, that must be ready before this one starts'),
  env: z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name: letters, digits and underscores'),
      z.string(),
    )
    .default({})
    .describe('additional environment variables; numbers in quotes'),
  ready: readySchema
    .optional()
    .describe('readiness check; default: /health, or a TCP connection for a `command`'),
  readyTimeoutMs: z
    .int()
    .min(100)
    .max(600_000)
    .default(20_000)
    .describe('timeout for an instance to become ready, in milliseconds'),
  restart: restartSchema.prefault({}).describe('restart policy for an instance that exits by itself'),
});
