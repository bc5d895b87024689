"""messages-service: takes messages from the queue and shows those that it has received."""

import json
import os
import threading
import time

from flask import Flask
from hazelcast.core import HazelcastJsonValue
from hazelcast.errors import HazelcastError
from hazelcast.predicate import equal

import cluster

PORT = int(os.environ["PORT"])
LEASE_S = 5

client = cluster.connect()
queue = client.get_queue(cluster.QUEUE).blocking()
# What the messages-services received: uuid to text and port.
received = client.get_map("received").blocking()
app = Flask(__name__)


def receive_one():
    """Receive the message at the head of the queue. Return False if the queue is empty.

    It is recorded first and removed after that, so it is not lost if this process or a member dies in between: the next
    one records the same uuid again.
    """
    received.lock("head", LEASE_S)
    try:
        item = queue.peek()
        if item is None:
            return False
        message = json.loads(item)
        received.set(message["uuid"], HazelcastJsonValue({"msg": message["msg"], "port": PORT}))
        # By value: if the lease has ended meanwhile, another message is at the head.
        queue.remove(item)
        print("received", message["msg"])
        return True
    finally:
        received.unlock("head")


def consume():
    while True:
        try:
            if not receive_one():
                time.sleep(0.1)
        # A lease that has ended is an IllegalMonitorStateError, which is one of these too.
        except HazelcastError as error:
            print("try again:", error)
            time.sleep(0.5)


@app.get("/messages")
def texts():
    return [value.loads()["msg"] for value in received.values(equal("port", PORT))]


if __name__ == "__main__":
    threading.Thread(target=consume, daemon=True).start()
    app.run(port=PORT, threaded=True)
