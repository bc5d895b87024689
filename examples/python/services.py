"""How a service is asked whose addresses the config-server knows."""

import random

import requests

CONFIG_SERVER = "http://127.0.0.1:8888/services"


def ask_any(service, method, **options):
    """Send a request to the instances of a service in random order, until one answers. Return None if none does."""
    addresses = requests.get(f"{CONFIG_SERVER}/{service}", timeout=3).json()
    for address in random.sample(addresses, len(addresses)):
        try:
            answer = requests.request(method, address, timeout=3, **options)
        except requests.RequestException:
            continue
        # 409: it is stored already, by an instance that did not answer in time.
        if answer.ok or answer.status_code == 409:
            return answer
    return None
