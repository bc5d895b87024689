import { z } from 'zod';

const file = z.string().min(1).max(1_000);

/**
 * Access to an existing cluster: what the client needs besides name and addresses. Secrets are referenced by name,
 * never stored.
 */
const tlsSchema = z.strictObject({
  ca: file.optional().describe('PEM file with the trusted CA certificates; default: those of Node.js'),
  cert: file.optional().describe("PEM file with the client's certificate, if members require one"),
  key: file.optional().describe("PEM file with the key of the client's certificate"),
  serverName: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe("host name that the members' certificates must have; default: any"),
});

const credentialsSchema = z.strictObject({
  username: z.string().min(1).max(255).describe('user name of the client'),
  passwordEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name: letters, digits and underscores')
    .describe('environment variable that holds the password'),
});

export const accessShape = { tls: tlsSchema.optional(), credentials: credentialsSchema.optional() };

export const accessSchema = z.object(accessShape);
export type ClusterAccess = z.output<typeof accessSchema>;
