"""Exit code 0 where the app says that it is well, else 1."""

import sys
from http.client import HTTPConnection

connection = HTTPConnection("127.0.0.1", 3000, timeout=3)
connection.request("GET", "/health")
sys.exit(0 if connection.getresponse().read() == b"ok" else 1)
