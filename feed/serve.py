"""The feed: process 1 of its container. Serves until SIGTERM; if one server ends, the container ends.

Port 80 is the open mirror, 8080 the private index, 8081 The Cat API, 3142 the apt cache.
"""

import os
import signal
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import apt_cache
import cat_api
import packages


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self):
        """Without the reverse look-up of WSGIServer, which waits for a name server."""
        super(WSGIServer, self).server_bind()
        self.server_name, self.server_port = "feed", self.server_address[1]
        self.setup_environ()


class Handler(WSGIRequestHandler):
    """Logs port, client, proved user, method, path and status; never a header, and so never a password."""

    asked_by: dict[str, str] = {}

    def get_environ(self):
        self.asked_by = {}
        return {**super().get_environ(), "REQUEST_URI": self.path, "feed.asked_by": self.asked_by}

    def address_string(self):
        return self.client_address[0]

    def log_request(self, code="-", size="-"):
        if self.command:  # else the request was not HTTP, and log_message has said so
            user, path = self.asked_by.get("user", "-"), self.path.partition("?")[0]
            say(f"{self.server.server_port} {self.client_address[0]} {user} {self.command} {path} {int(code)}")

    def log_message(self, format, *args):
        say(f"{self.server.server_port} {self.client_address[0]} - {format % args}")


def say(line):
    print(line.encode("ascii", "backslashreplace").decode(), flush=True)


def serve(port, app):
    """Starts a server in a thread. A server that fails takes the process with it."""
    server = Server(("", port), Handler)
    server.set_app(app)

    def run():
        try:
            server.serve_forever()
        finally:
            say(f"The feed ends: its server on port {port} died.")
            os._exit(1)

    threading.Thread(target=run, daemon=True).start()


def main():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # process 1 inherits every orphan; the kernel then reaps them
    if not packages.TOKEN_FILE.is_file() or not packages.tokens():
        sys.exit(f"The feed needs its token: put it into {packages.TOKEN_FILE} before the container starts.")
    apt_cache.sweep()
    serve(80, packages.mirror("/feed/public"))
    serve(8080, packages.private_index("/feed/private"))
    serve(8081, cat_api.app)
    serve(3142, apt_cache.app)
    say("The feed serves on ports 80, 8080, 8081 and 3142.")
    threading.Event().wait()


if __name__ == "__main__":
    main()
