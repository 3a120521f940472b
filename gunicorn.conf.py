"""The web process: gunicorn reads this file from the folder it is started in."""

import gc

from app.config import Settings

_settings = Settings.from_env()

wsgi_app = "app:create_app()"
bind = f"{_settings.bind_host}:{_settings.port}"
worker_class = "gthread"
# One process keeps the memory small; its threads wait for the database side by side.
workers = 1
threads = _settings.web_threads
preload_app = True
control_socket_disable = True


def post_worker_init(_worker: object) -> None:
    """What is loaded by now stays: to look through it for rubbish is a fifth of the work of answering a map's tile."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
