"""Publishes events into Roomcast from Python. Standard library only, Python 3.8 or newer.

In the place of the original's SyncManager:

    from roomcast_events import publish
    publish("files:changed", reason="updated", id=42, rooms=["files"], data={"name": "a.txt"})

or from a shell:

    python3 roomcast_events.py files:changed --reason updated --id 42 --room files --data '{"name": "a.txt"}'

ROOMCAST_URL (http://localhost:8080/) and ROOMCAST_TOKEN (made on the administration page) say where to and by what right.
Call it after the commit of the change: an event of a change that is rolled back makes pages refetch for nothing.
"""

import argparse
import json
import os
import random
import sys
import time
import urllib.error
import urllib.request

ATTEMPTS = 4
TIMEOUT_S = 5.0
LONGEST_PAUSE_S = 5.0
# Nothing is wrong with the event: the server is busy, stopping, or behind a proxy that has none at the moment.
WORTH_ANOTHER_ATTEMPT = {429, 502, 503, 504}


class PublishingFailed(Exception):
    """The event was not taken. `status` is the server's, or 0 when it could not be reached."""

    def __init__(self, status, message):
        super().__init__(f"Roomcast did not take the event ({status or 'not reached'}): {message}")
        self.status = status


def publish(event, reason="updated", id="", rooms=None, data=None, url=None, token=None):
    """Publishes one event and returns its number by room; None where it is kept until Redis is back.

    Without `rooms` it goes to the rooms of Roomcast's dependency table. Tries four times, which takes half a minute at
    most, and raises PublishingFailed when the event was not taken. An attempt whose answer was lost may have been taken:
    pages may then refetch once more, and nothing else happens.
    """
    body = {"event": event, "reason": reason, "id": str(id), "data": data}
    if rooms is not None:
        body["rooms"] = list(rooms)
    request = urllib.request.Request(
        (url or os.environ.get("ROOMCAST_URL", "http://localhost:8080/")).rstrip("/") + "/api/sync/events",
        data=json.dumps(body).encode("utf-8"),
        headers={
            "Authorization": "Bearer " + (token or os.environ["ROOMCAST_TOKEN"]),
            "Content-Type": "application/json",
            "Accept": "application/json",
        },
        method="POST",
    )
    for attempt in range(1, ATTEMPTS + 1):
        failure, asked_pause = None, 0.0
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
                return json.load(answer)["seq"]
        except urllib.error.HTTPError as refused:
            failure = PublishingFailed(refused.code, _why(refused))
            asked_pause = _seconds(refused.headers.get("Retry-After"))
        except (OSError, ValueError) as unreachable:
            failure = PublishingFailed(0, unreachable)
        if attempt == ATTEMPTS or failure.status not in WORTH_ANOTHER_ATTEMPT | {0}:
            raise failure
        # At random, or all processes that were refused together would come again together.
        pause = max(asked_pause, 0.5 * 2**attempt * random.random())
        time.sleep(min(pause, LONGEST_PAUSE_S))


def _why(refused):
    """What the server says, field by field."""
    try:
        problem = json.load(refused)
        fields = "; ".join(f"{error['field']} {error['message']}" for error in problem.get("errors", []))
        return problem["detail"] + (f" ({fields})" if fields else "")
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        return refused.reason


def _seconds(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return 0.0


def main():
    parser = argparse.ArgumentParser(description="Publishes an event into Roomcast and prints its numbers.")
    parser.add_argument("event", help="such as files:changed")
    parser.add_argument("--reason", default="updated", choices=["updated", "added", "deleted", "toggled"])
    parser.add_argument("--id", default="", help="the changed element")
    parser.add_argument("--room", action="append", help="may be repeated; without it, by the dependency table")
    parser.add_argument("--data", type=json.loads, default=None, help="any JSON")
    options = parser.parse_args()
    try:
        print(json.dumps(publish(options.event, options.reason, options.id, options.room, options.data)))
    except PublishingFailed as failed:
        sys.exit(str(failed))
    except KeyError:
        sys.exit("ROOMCAST_TOKEN is not set: an administrator makes a token on the administration page.")


if __name__ == "__main__":
    main()
