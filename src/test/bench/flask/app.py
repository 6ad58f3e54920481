"""A client joins a room and publishes to one, through Redis: the original system's stack."""

import os

from flask import Flask
from flask_socketio import SocketIO, emit, join_room

app = Flask(__name__)
socketio = SocketIO(app, async_mode="gevent", message_queue=os.environ["REDIS_URL"], cors_allowed_origins="*")


@socketio.on("join")
def on_join(room):
    join_room(room)
    return "ok"


@socketio.on("publish")
def on_publish(event):
    emit("files:changed", event, to=event["scope"][len("room:") :])
