#!/usr/bin/env python3
"""Callers that repeat nothing: each keeps one connection and adds persons over it, one after the other.

usage: steady.py FOLDER NAME CALLERS [--again]

Every handle whose call was answered well stands in FOLDER/done.NAME-*; every call that was not answered, or with an
error, is a line of FOLDER/failures and ends its caller. With --again the caller goes on over a new connection, with
another handle: what was lost is never asked for twice. Ends when there is FOLDER/stop.
"""
import json
import os
import socket
import sys
import threading
import time

PATH = "/run/engaged-socket/varlink"


class Lost(Exception):
    """A call without a good answer."""


def call(connection, handle):
    message = {"method": "org.engaged.Governance.AddPerson", "parameters": {"handle": handle}}
    connection.sendall(json.dumps(message).encode() + b"\0")
    reply = b""
    while not reply.endswith(b"\0"):
        piece = connection.recv(65536)
        if not piece:
            raise Lost("the connection was closed")
        reply += piece
    error = json.loads(reply[:-1]).get("error")
    if error:
        raise Lost(error)


def connected():
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(PATH)
    return connection


def caller(folder, name, again):
    number = 0
    connection = None
    with open(f"{folder}/done.{name}", "a") as done:
        while not os.path.exists(f"{folder}/stop"):
            number += 1
            handle = f"{name}-{number}"
            try:
                connection = connection or connected()
                call(connection, handle)
                print(handle, file=done, flush=True)
            except (OSError, Lost) as lost:
                connection = None
                with open(f"{folder}/failures", "a") as failures:
                    print(f"{handle}: {lost}", file=failures)
                if not again:
                    return
                time.sleep(0.05)


def main():
    folder, name, callers = sys.argv[1:4]
    again = "--again" in sys.argv[4:]
    threads = [
        threading.Thread(target=caller, args=(folder, f"{name}-{number}", again)) for number in range(int(callers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


main()
