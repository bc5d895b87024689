"""messages-service: takes messages from the queue and shows those that it has received."""

import os
import threading
import time

from flask import Flask
from hazelcast.errors import HazelcastError

import cluster

PORT = int(os.environ["PORT"])
RECEIVED = f"received-{PORT}"

client = cluster.connect()
received = client.get_list(RECEIVED).blocking()
app = Flask(__name__)


def receive_one():
    """Move one message from the queue to the list of this instance. Return False if the queue is empty."""
    # Both in one transaction: if this process dies, the message is in the queue again, not lost.
    with client.new_transaction(timeout=10) as transaction:
        # Without a timeout: a poll that waits in the cluster would go on after this process has died.
        text = transaction.get_queue(cluster.QUEUE).poll()
        if text is None:
            return False
        transaction.get_list(RECEIVED).add(text)
    print("received", text)
    return True


def consume():
    while True:
        try:
            if not receive_one():
                time.sleep(0.1)
        except HazelcastError as error:
            print("try again:", error)
            time.sleep(0.5)


@app.get("/messages")
def texts():
    return list(received.get_all())


if __name__ == "__main__":
    threading.Thread(target=consume, daemon=True).start()
    app.run(port=PORT, threaded=True)
