"""config-server: answers where the instances of a service are. The addresses are in config.json."""

import json
import os
from pathlib import Path

from flask import Flask

services = json.loads(Path(__file__).with_name("config.json").read_text())
app = Flask(__name__)


@app.get("/services/<name>")
def addresses(name):
    if name not in services:
        return {"error": f"No Service: '{name}'"}, 404
    return services[name]


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]), threaded=True)
