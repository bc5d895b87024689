import { readFile } from 'node:fs/promises';
import type { Client } from 'hazelcast-client';
import type { ClusterAccess } from '../../../protocol/cluster-access.ts';
import { UsageError, messageOf } from '../../../foundation/errors/errors.ts';

type ClientConfig = NonNullable<Parameters<typeof Client.newHazelcastClient>[0]>;

/** TLS and credentials in the client's own terms. */
export interface ClientAccess {
  ssl?: NonNullable<NonNullable<ClientConfig['network']>['ssl']>;
  security?: NonNullable<ClientConfig['security']>;
}

/**
 * Reads certificates from their files (relative ones from the working directory) and the password from its variable.
 * @throws UsageError that names the file or the variable, and never what is in it.
 */
export async function clientAccess(
  { tls, credentials }: ClusterAccess,
  env: NodeJS.ProcessEnv,
): Promise<ClientAccess> {
  return {
    ...(tls === undefined ? {} : { ssl: { enabled: true, sslOptions: await sslOptions(tls) } }),
    ...(credentials === undefined
      ? {}
      : {
          security: {
            usernamePassword: {
              username: credentials.username,
              password: password(credentials.passwordEnv, env),
            },
          },
        }),
  };
}

async function sslOptions({ ca, cert, key, serverName }: NonNullable<ClusterAccess['tls']>) {
  return {
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca: await pem('ca', ca) }),
    ...(cert === undefined ? {} : { cert: await pem('cert', cert) }),
    ...(key === undefined ? {} : { key: await pem('key', key) }),
    // Members are found by address, for which their certificates are seldom made out.
    ...(serverName === undefined ? { checkServerIdentity: () => undefined } : { servername: serverName }),
  };
}

async function pem(what: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UsageError(`cannot read cluster.tls.${what}: ${messageOf(error)}`, {
      hint: 'a PEM file; a relative path is taken from the working directory',
    });
  }
}

function password(name: string, env: NodeJS.ProcessEnv): string {
  const value = env[name];
  if (value) return value;
  throw new UsageError(`cluster.credentials.passwordEnv names ${name}, which is not set`, {
    hint: `set the environment variable ${name} to the password`,
  });
}
