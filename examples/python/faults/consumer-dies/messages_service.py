"""messages-service: takes messages from the queue and shows those that it has received."""

import json
import os
import threading

from flask import Flask

import cluster

queue = cluster.connect().get_queue(cluster.QUEUE).blocking()
messages = []
total = 0
app = Flask(__name__)


def consume():
    while True:
        text = json.loads(queue.take())["msg"]
        messages.append(text)
        total += 1
        print("received", text, "that makes", total)


@app.get("/messages")
def texts():
    return messages


if __name__ == "__main__":
    threading.Thread(target=consume, daemon=True).start()
    app.run(port=int(os.environ["PORT"]), threaded=True)
