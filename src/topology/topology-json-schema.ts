import { z } from 'zod';
import { topologySchema } from './topology.ts';

/**
 * The JSON Schema of a topology file, for editors: draft 7, which the YAML language server supports best. Rules across
 * fields are not in it.
 */
export function topologyJsonSchema(): object {
  const schema = z.toJSONSchema(topologySchema, { io: 'input', target: 'draft-07' });
  return { ...schema, title: 'distq topology' };
}
