import { z } from 'zod';
import { scenarioSchema } from './scenario.ts';

/** The JSON Schema of a scenario file, for editors: draft 7, which the YAML language server supports best. */
export function scenarioJsonSchema(): object {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-07' });
  return { ...schema, title: 'distq scenario' };
}
