"""Serves one of the SCIM applications in apps/ on a free port of 127.0.0.1: serve.py KIND FOLDER.

Writes FOLDER/settings when it listens. Ends with the process LIFELINE, or with its folder.
"""

import importlib
import os
import socket
import sys
import threading
import time

kind, folder = sys.argv[1:]
token = "scim_1ab0cafe_" + os.urandom(12).hex()
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "apps"))
os.chdir(os.path.join(folder, "data"))


def is_alive(number):
    try:
        os.kill(number, 0)
        return True
    except OSError:
        return False


def watch():
    lifeline = int(os.environ.get("LIFELINE") or 0)
    while os.path.isdir(folder) and (not lifeline or is_alive(lifeline)):
        time.sleep(1)
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()
module = importlib.import_module(kind)
application = module.make(os.getcwd(), token)

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", 0))
listener.listen(128)
settings = f"URL=http://127.0.0.1:{listener.getsockname()[1]}{module.PATH}\nTOKEN={token}\n"


def announce():
    with open(os.path.join(folder, "settings.new"), "w") as file:
        file.write(settings)
    os.rename(os.path.join(folder, "settings.new"), os.path.join(folder, "settings"))


if module.IS_ASYNCHRONOUS:
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", timeout_keep_alive=75))

    def announce_when_started():
        while not server.started:
            time.sleep(0.02)
        announce()

    threading.Thread(target=announce_when_started, daemon=True).start()
    server.run(sockets=[listener])
else:
    import waitress

    listener.setblocking(False)
    announce()
    waitress.serve(application, sockets=[listener], threads=4, channel_timeout=75)
