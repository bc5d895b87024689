import { connect } from 'node:net';
import type { ProbeResult } from './probe-result.ts';

const probeTimeoutMs = 2_000;

/** Ready is a connection within two seconds; it is closed at once, and nothing is sent on it. */
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
      // If no process listens on a port of the range for outgoing connections, a connection may be made to itself.
      if (attempt.localPort === port) settle(false, 'refuses connections');
      else settle(true, 'accepts connections');
    });
    attempt.on('error', (error) => {
      settle(false, `does not accept a connection: ${error.message}`);
    });
  });
}
