import type { FastifyInstance } from 'fastify';
import { PortTakenError } from '../../foundation/errors/errors.ts';
import { hasCode } from '../../foundation/errors/error-code.ts';

/**
 * Listens.
 * @returns the port
 * @throws PortTakenError
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE'))
      throw new PortTakenError(`port ${port} on ${host} is taken`, {
        hint: 'stop the process that uses it, or choose another port',
        cause: error,
      });
    throw error;
  }
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
