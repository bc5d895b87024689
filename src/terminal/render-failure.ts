import type { Failure } from '../foundation/errors/errors.ts';
import { coloursFor } from './colours.ts';
import type { DescribedFailure } from './failure.ts';
import { jsonLine } from './json.ts';
import { schemaVersion, type SchemaVersion } from '../protocol/schema-version.ts';

/** The failure as lines for standard error. */
export function renderFailure({ failure, stack }: DescribedFailure): string {
  const colours = coloursFor('stderr');
  const lines = [
    `${colours.red.bold('error:')} ${failure.message}`,
    ...(stack === undefined ? [] : [colours.dim(stack)]),
    ...(failure.hint === undefined ? [] : failure.hint.split('\n').map((line) => `  ${line}`)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The output of a failed command with --json. */
export interface ErrorDocument {
  schemaVersion: SchemaVersion;
  error: Failure;
}

/** The failure as one line for standard output, so that it can also end a stream of JSON Lines. */
export function failureJson({ failure }: DescribedFailure): string {
  return jsonLine<ErrorDocument>({ schemaVersion, error: failure });
}
