import { didYouMean } from '../../foundation/text/closest-name.ts';
import type { Finding, Rule } from '../../foundation/yaml/finding.ts';
import { clusterName } from '../order.ts';
import type { Topology } from '../topology.ts';

const dependenciesExist: Rule<Topology> = ({ services }) => {
  const valid = [...Object.keys(services), clusterName];
  return eachDependency(services, (name, need) => {
    if (need === name) return `${name} depends on itself; expected other services, or cluster`;
    if (valid.includes(need)) return undefined;
    const choices = valid.filter((choice) => choice !== name);
    return `unknown dependency "${need}"${didYouMean(need, choices)}; valid choices: ${choices.join(', ')}`;
  });
};

const dependenciesOnce: Rule<Topology> = ({ services }) =>
  eachDependency(services, (_, need, index, all) =>
    all.indexOf(need) < index ? `"${need}" is already a dependency; expected each once` : undefined,
  );

/** Each cycle once, reported at the dependency that closes it. A service that depends on itself is reported above. */
const noCycle: Rule<Topology> = ({ services }) => {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    const needs = Object.hasOwn(services, name) ? (services[name]?.dependsOn ?? []) : [];
    for (const [index, need] of needs.entries()) {
      if (need === name) continue;
      const path = [...trail, name];
      const start = path.indexOf(need);
      if (start !== -1) {
        const cycle = [...path.slice(start), need].join(' → ');
        const message = `circular dependencies: ${cycle}; remove one of them`;
        findings.push({ path: ['services', name, 'dependsOn', index], message });
      } else if (!done.has(need)) {
        visit(need, path);
      }
    }
    done.add(name);
  };
  for (const name of Object.keys(services)) if (!done.has(name)) visit(name, []);
  return findings;
};

function eachDependency(
  services: Topology['services'],
  check: (name: string, need: string, index: number, all: readonly string[]) => string | undefined,
): Finding[] {
  return Object.entries(services).flatMap(([name, { dependsOn }]) =>
    dependsOn.flatMap((need, index) => {
      const message = check(name, need, index, dependsOn);
      const path = ['services', name, 'dependsOn', index];
      return message === undefined ? [] : [{ path, uses: [['services', need]], message }];
    }),
  );
}

export const dependencyRules = [dependenciesExist, dependenciesOnce, noCycle];
