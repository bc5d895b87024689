import { parseArgs } from 'node:util';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import { host } from './listen-hosts.ts';
import { probeHttp } from './probe-http.ts';

/**
 * The health check of a container: whether the service at a port of this machine is ready. Exits with 0 or 1 and prints
 * the reason to standard output.
 * @param args what follows `serve health`: --port
 * @throws UsageError
 */
export async function checkHealth(args: string[]): Promise<void> {
  const { ready, seen } = await probeHttp(`http://${host}:${readPort(args)}/health`);
  process.stdout.write(`${seen}\n`);
  // Docker reserves all other exit codes.
  process.exitCode = ready ? 0 : 1;
}

function readPort(args: string[]): number {
  const text = parsePort(args);
  const port = Number(text);
  if (text !== undefined && /^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new UsageError('serve health: the port of the service is missing', {
    hint: 'for example --port 8080',
  });
}

function parsePort(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { port: { type: 'string' } } }).values.port;
  } catch (error) {
    throw new UsageError(`serve health: ${messageOf(error)}`, { cause: error });
  }
}
