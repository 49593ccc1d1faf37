/**
 * A `sitecustomize.py` by which Python falls asleep for ever, with all its threads, where it would begin to listen on a
 * port. It does so in process 1 and in what descends from it; a health check has another parent, outside of the
 * container, and runs on with the image's own `sitecustomize`.
 */
export const FALLS_ASLEEP = `import os
import sys


def _is_of_the_app(process):
    while process > 1:
        with open(f"/proc/{process}/stat") as file:
            process = int(file.read().rpartition(")")[2].split()[1])
    return process == 1


def _sleep_where_it_would_listen(event, words):
    if event != "socket.bind":
        return
    address = words[1]
    if isinstance(address, tuple) and address[1] != 0:
        from ctypes import pythonapi

        while True:
            pythonapi.pause()


if _is_of_the_app(os.getpid()):
    sys.addaudithook(_sleep_where_it_would_listen)

sys.path.remove(os.path.dirname(__file__))
_ours = sys.modules.pop("sitecustomize")
try:
    import sitecustomize
except ImportError:
    sys.modules["sitecustomize"] = _ours
`;
