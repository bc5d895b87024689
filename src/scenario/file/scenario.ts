import { z } from 'zod';
import { crashPoints } from '../../protocol/crash-point.ts';
import { shutdownPolicies } from '../../protocol/shutdown-policy.ts';
import { deliveryModes } from '../../protocol/delivery-mode.ts';
import { accountExpectation, controlSchema } from './expectation-schema.ts';
import { stepSchema } from '../steps/step-schema.ts';

const word = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words and digits, joined by single hyphens')
  .max(60);

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
