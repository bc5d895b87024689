import { z } from 'zod';
import { crashPoints } from '../../protocol/crash-point.ts';
import { shutdownPolicies } from '../../protocol/shutdown-policy.ts';
import { deliveryModes } from '../../protocol/delivery-mode.ts';
import { accountExpectation, controlSchema } from './expectation-schema.ts';
import { fileStepSchema } from '../steps/step.ts';

const word = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words and digits, joined by single hyphens')
  .max(60);

export const scenarioSchema = z.strictObject({
  $schema: z.string().optional().describe('address of the JSON Schema, for editors'),
  name: word.describe('name of the scenario'),
  title: z.string().min(1).max(200).describe('what it shows, in one line'),
  description: z.string().max(2_000).default('').describe('what it shows and why, in a few sentences'),
  tags: z
    .array(word)
    .max(20)
    .default([])
    .describe('words to select scenarios by: `quick` for the set of a pipeline'),
  topology: z.string().min(1).default('lab').describe('name of a topology, or a file, relative to this file'),
  change: z
    .strictObject({
      delivery: z.enum(deliveryModes).optional().describe('what an acknowledgement guarantees'),
      queueBackups: z.int().min(0).max(6).optional().describe('backups of each item on other members'),
      mapBackups: z.int().min(0).max(6).optional().describe('backups of each entry on other members'),
      queueMaxSize: z
        .int()
        .min(0)
        .max(2_147_483_647)
        .optional()
        .describe('maximum items in the queue; 0: unlimited'),
      shutdown: z
        .enum(shutdownPolicies)
        .optional()
        .describe('what SIGTERM does to a member: terminate at once, or hand over its partitions first'),
      leaseMs: z
        .int()
        .min(100)
        .max(600_000)
        .optional()
        .describe('how long a message is pending before a relay offers it again'),
      crashPoints: z
        .record(word, z.enum(crashPoints))
        .optional()
        .describe(
          'by service: the point at which each of its instances crashes, once, after its first start',
        ),
    })
    .default({})
    .describe('changes to the topology'),
  steps: z.array(fileStepSchema).min(1).max(200).describe('the steps, in this order'),
  drainMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(20_000)
    .describe('maximum time for the last messages to arrive'),
  expect: z
    .strictObject({
      account: accountExpectation
        .prefault({})
        .describe('number of messages in each category; default: see each category'),
      longestGapMs: z
        .int()
        .min(1)
        .optional()
        .describe('maximum time without an acknowledgement while posts are under way'),
      refusedWithinMs: z
        .int()
        .min(1)
        .optional()
        .describe('maximum time until a refusal is answered; at least one post must be refused'),
    })
    .prefault({})
    .describe('what the run must show; otherwise it has failed'),
  control: controlSchema
    .default({})
    .describe('what must happen for the run to prove anything; otherwise it is inconclusive'),
});

export type Scenario = z.output<typeof scenarioSchema>;
