import type { ServiceStatus, SessionStatus } from '../control/contract.ts';

/** Which instances do what, by name. */
export interface Roles {
  facades: string[];
  loggers: string[];
  consumers: string[];
}

/** The roles of the instances: as the contract names the services, else by the names of the lab. */
export function rolesOf({ services, client }: Pick<SessionStatus, 'services' | 'client'>): Roles {
  const named = (service: string) =>
    services.filter((instance) => isOf(instance, service)).map(({ name }) => name);
  return {
    facades: named(client?.post.service ?? 'facade-service'),
    loggers: named(client?.log?.service ?? 'logging-service'),
    consumers: named(client?.received?.service ?? 'messages-service'),
  };
}

function isOf({ service, kind }: ServiceStatus, name: string): boolean {
  return service === name || kind === name;
}
