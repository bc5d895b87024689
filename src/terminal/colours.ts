import { Chalk, supportsColor, supportsColorStderr, type ChalkInstance } from 'chalk';

/** Colours for one of the two streams: one may be a terminal while the other is a file. */
export function coloursFor(stream: 'stdout' | 'stderr', env: NodeJS.ProcessEnv = process.env): ChalkInstance {
  const support = stream === 'stdout' ? supportsColor : supportsColorStderr;
  // Chalk itself ignores NO_COLOR.
  const off = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return new Chalk({ level: off || support === false ? 0 : support.level });
}
