"""The web process: gunicorn reads this file from the folder it is started in."""

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
