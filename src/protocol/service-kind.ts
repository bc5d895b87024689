/** The kinds of distq's own services. */
export const serviceKinds = [
  'config-server',
  'facade-service',
  'logging-service',
  'messages-service',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];
