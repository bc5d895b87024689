/** The services that distq has of its own. */
export const serviceKinds = [
  'config-server',
  'facade-service',
  'logging-service',
  'messages-service',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];
