import { parseArgs } from 'node:util';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import { host } from './listen-hosts.ts';
import { probeHttp } from './probe-http.ts';

/**
 * Whether the service that listens at a port of this machine is ready, for the health check of a container: ends this process with 0 or 1,
 * the reason on standard output.
 * @param args what follows `serve health`: --port
 * @throws UsageError
 */
export async function checkHealth(args: string[]): Promise<void> {
  const { ready, seen } = await probeHttp(`http://${host}:${readPort(args)}/health`);
  process.stdout.write(`${seen}\n`);
  // Docker reserves every other code.
  process.exitCode = ready ? 0 : 1;
}

function readPort(args: string[]): number {
  const text = parsePort(args);
  const port = Number(text);
  if (text !== undefined && /^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new UsageError('serve health: name the port of the service', { hint: 'for example --port 8080' });
}

function parsePort(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { port: { type: 'string' } } }).values.port;
  } catch (error) {
    throw new UsageError(`serve health: ${messageOf(error)}`, { cause: error });
  }
}
