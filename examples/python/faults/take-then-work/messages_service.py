"""messages-service: takes messages from the queue and shows those that it has received."""

import json
import os
import threading
import time

from flask import Flask

import cluster

queue = cluster.connect().get_queue(cluster.QUEUE).blocking()
messages = []
app = Flask(__name__)


def work(text):
    time.sleep(0.05)
    print("received", text)


def consume():
    while True:
        text = json.loads(queue.take())["msg"]
        work(text)
        messages.append(text)


@app.get("/messages")
def texts():
    return messages


if __name__ == "__main__":
    threading.Thread(target=consume, daemon=True).start()
    app.run(port=int(os.environ["PORT"]), threaded=True)
