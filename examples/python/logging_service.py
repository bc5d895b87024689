"""logging-service: keeps every message in the map that all its instances share."""

import os

from flask import Flask, request

import cluster

log = cluster.connect().get_map(cluster.MAP).blocking()
app = Flask(__name__)


@app.post("/logging")
def store():
    message = request.get_json()
    if log.put_if_absent(message["uuid"], message["msg"]) is not None:
        return {"error": "Conflict due Duplication"}, 409
    return {"success": "Message Was Logged"}, 201


@app.get("/logging")
def texts():
    return list(log.values())


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]), threaded=True)
