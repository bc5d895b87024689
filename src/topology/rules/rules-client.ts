import { didYouMean } from '../../foundation/text/closest-name.ts';
import type { Finding, Rule } from '../../foundation/yaml/finding.ts';
import { readNames, templatePlaceholders } from '../../protocol/client-contract.ts';
import { clientOf } from '../client-of.ts';
import { kindOf } from '../order.ts';
import type { Topology } from '../topology.ts';

/** With `client: lab` there is only the word itself to point at. */
function placed({ client }: Topology, path: readonly string[], message: string): Finding {
  const at = client === 'lab' ? ['client'] : ['client', ...path];
  return { path: at, uses: [['services'], ['client', ...path]], message };
}

const servicesExist: Rule<Topology> = (topology) => {
  const client = clientOf(topology);
  if (client === undefined) return [];
  const names = Object.keys(topology.services);
  const named = Object.entries(topology.services).flatMap(([name, spec]) => [name, kindOf(name, spec)]);
  return (['post', ...readNames] as const).flatMap((part) => {
    const service = client[part]?.service;
    if (service === undefined || named.includes(service)) return [];
    const message = `${part} uses the service ${service}, which the topology does not have${didYouMean(service, names)}; expected one of ${names.join(', ')}`;
    return [placed(topology, [part, 'service'], message)];
  });
};

const oneBody: Rule<Topology> = (topology) => {
  const post = clientOf(topology)?.post;
  if (post === undefined) return [];
  const given = (['body', 'field'] as const).filter((key) => post[key] !== undefined);
  if (post.template !== undefined) {
    const known = templatePlaceholders.some((placeholder) => post.template?.includes(placeholder));
    return [
      ...given.map((key) =>
        placed(
          topology,
          ['post', key],
          `${key} beside template, which is the whole body; expected one of them`,
        ),
      ),
      ...(known
        ? []
        : [
            placed(
              topology,
              ['post', 'template'],
              `no placeholder in template, so every message would be the same; expected one of ${templatePlaceholders.join(', ')}`,
            ),
          ]),
    ];
  }
  if (post.field === undefined || post.body === undefined || post.body === 'form' || post.body === 'json')
    return [];
  return [
    placed(
      topology,
      ['post', 'field'],
      `field with body ${post.body}, which has no fields; expected body form or json`,
    ),
  ];
};

/** A probe would take messages, so that no reader would see them. */
const readinessConsumesNothing: Rule<Topology> = (topology) => {
  const client = clientOf(topology);
  if (client === undefined) return [];
  return readNames.flatMap((part) => {
    const read = client[part];
    if (read === undefined || read.read === 'pure') return [];
    return Object.entries(topology.services).flatMap(([name, spec]) => {
      const path = spec.ready?.http;
      if (name !== read.service && kindOf(name, spec) !== read.service) return [];
      if (path === undefined || pathOf(path) !== pathOf(read.path)) return [];
      return [
        {
          path: ['services', name, 'ready', 'http'],
          uses: [['client', part]],
          message: `${path} is also client.${part}, whose GET is ${read.read}; expected a readiness check that takes no messages: tcp, log, running, or another path`,
        },
      ];
    });
  });
};

function pathOf(address: string): string {
  return address.replace(/[?#].*$/, '');
}

export const clientRules = [servicesExist, oneBody, readinessConsumesNothing];
