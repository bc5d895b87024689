import type { ServiceStatus } from '../../control/contract.ts';

/**
 * Whether an instance belongs to the service that a contract names: by the name of its service or by its kind. Programs
 * with a port in their arguments are services of one instance each, and of one kind.
 */
export function isOf(instance: Pick<ServiceStatus, 'service' | 'kind'>, service: string): boolean {
  return instance.service === service || instance.kind === service;
}
