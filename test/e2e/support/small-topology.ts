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
