/** Two members and one of each service but the consumers: what these scenarios need, and quick to start. */
export const smallTopology = `name: small
cluster:
  members:
    - { name: one, port: 1 }
    - { name: two, port: 2 }
services:
  config-server: { ports: [3] }
  logging-service: { ports: [4], dependsOn: [config-server, cluster] }
  messages-service: { ports: [5, 6], dependsOn: [config-server, cluster] }
  facade-service: { ports: [7], dependsOn: [config-server, cluster, logging-service] }
`;

/** The same with one member and so without backups: half of the processor time to start, where no member is to die. */
export const oneMemberTopology = `name: one-member
cluster:
  map: { backups: 0 }
  queue: { backups: 0 }
  members:
    - { name: one, port: 1 }
services:
  config-server: { ports: [2] }
  logging-service: { ports: [3], dependsOn: [config-server, cluster] }
  messages-service: { ports: [4, 5], dependsOn: [config-server, cluster] }
  facade-service: { ports: [6], dependsOn: [config-server, cluster, logging-service] }
`;
