"""facade-service: the one that clients talk to."""

import json
import os
import uuid

from flask import Flask, jsonify, request
from hazelcast.errors import HazelcastError

import cluster
from services import ask_any

queue = cluster.connect().get_queue(cluster.QUEUE).blocking()
app = Flask(__name__)


@app.post("/facade")
def post():
    text = request.form.get("msg")
    if not text:
        return {"error": "No Message in Request"}, 400
    message = {"uuid": str(uuid.uuid4()), "msg": text}
    try:
        queue.put(json.dumps(message))
    except HazelcastError:
        # It may be in the queue anyway: this is not a refusal.
        return {"error": "Unknown Outcome"}, 504
    logged = ask_any("logging-service", "POST", json=message)
    return {"message": message, "response": logged.json()}, 201


@app.get("/facade")
def get():
    log = ask_any("logging-service", "GET")
    messages = ask_any("messages-service", "GET")
    return jsonify([f"logging-service: {log.json()}\n", f"messages-service: {messages.json()}\n"])


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]), threaded=True)
