import { Client } from 'hazelcast-client';

/** Connects to the Hazelcast cluster of the lab. */
export function connect() {
  return Client.newHazelcastClient({
    clusterName: 'lab',
    network: { clusterMembers: ['127.0.0.1:5701', '127.0.0.1:5702', '127.0.0.1:5703'] },
  });
}
