import { connect } from 'node:net';
import type { ProbeResult } from './probe-result.ts';

const probeTimeoutMs = 2_000;

/** Ready means: a connection within two seconds. It is closed immediately, without sending anything. */
export function probeTcp(port: number, host: string): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    const settle = (ready: boolean, seen: string): void => {
      clearTimeout(timer);
      resolve({ ready, seen: `${address} ${seen}` });
      attempt.destroy();
    };
    const attempt = connect({ port, host });
    const timer = setTimeout(() => {
      settle(false, `did not accept a connection within ${probeTimeoutMs} ms`);
    }, probeTimeoutMs);
    attempt.on('connect', () => {
      // If the port is in the range for outgoing connections and no process listens on it, the socket may connect to
      // itself.
      if (attempt.localPort === port) settle(false, 'refuses connections');
      else settle(true, 'accepts connections');
    });
    attempt.on('error', (error) => {
      settle(false, `does not accept a connection: ${error.message}`);
    });
  });
}
