import { z } from 'zod';

const file = z.string().min(1).max(1_000);

/** How an existing cluster is entered: what hazelcast-client needs beside its name and addresses. Secrets are named, never held. */
const tlsSchema = z.strictObject({
  ca: file
    .optional()
    .describe('PEM file with the certificates that are trusted; default: those that Node.js trusts'),
  cert: file.optional().describe("PEM file with the client's own certificate, where members ask for one"),
  key: file.optional().describe("PEM file with the key of the client's own certificate"),
  serverName: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe("name that the members' certificates must have; default: any"),
});

const credentialsSchema = z.strictObject({
  username: z.string().min(1).max(255).describe('name under which the client enters'),
  passwordEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name: letters, digits and underscores')
    .describe('environment variable that holds the password'),
});

export const accessShape = { tls: tlsSchema.optional(), credentials: credentialsSchema.optional() };

export const accessSchema = z.object(accessShape);
export type ClusterAccess = z.output<typeof accessSchema>;
