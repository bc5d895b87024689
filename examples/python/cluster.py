"""The Hazelcast cluster of the lab, and the names of what the services share in it."""

import hazelcast

MAP = "message-distributed-map"
QUEUE = "message-distributed-queue"


def connect():
    return hazelcast.HazelcastClient(
        cluster_name="distributed-queue-cluster",
        cluster_members=["127.0.0.1:5701", "127.0.0.1:5702"],
    )
