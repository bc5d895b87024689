import { readYaml } from '../foundation/yaml/read-yaml.ts';
import { topologyRules } from './rules/topology-rules.ts';
import { topologySchema, type Topology } from './topology.ts';

/**
 * Reads a topology from the text of its file.
 * @param file its name in error messages
 * @throws InvalidFileError that lists every problem, one a line, as `file:line:column: what is wrong`
 */
export function parseTopology(text: string, file: string): Topology {
  return readYaml(topologySchema, text, {
    file,
    rules: topologyRules,
    hint: /\breadyPath\b/.test(text)
      ? 'readyPath: /path is written as ready: { http: /path }'
      : 'see the topology format: docs/topologies.md, or `distq topology schema`',
  });
}
