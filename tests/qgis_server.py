"""QGIS Server in a process of its own, asked with JSON lines: path and query in, the answer's body out (base64)."""
from __future__ import annotations

import base64
import json
import os
import sys


def main(project: str) -> None:
    """Answer until the input ends."""
    os.environ["QGIS_PROJECT_FILE"] = project
    from qgis.core import QgsApplication
    from qgis.server import QgsBufferServerRequest, QgsBufferServerResponse, QgsServer

    application = QgsApplication([], False)
    server = QgsServer()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        request = QgsBufferServerRequest(f"http://localhost{json.loads(line)}")
        response = QgsBufferServerResponse()
        server.handleRequest(request, response)
        sys.stdout.write(base64.b64encode(bytes(response.body())).decode() + "\n")
        sys.stdout.flush()
    del server, application
    os._exit(0)  # QGIS often crashes when it is taken apart


if __name__ == "__main__":
    main(sys.argv[1])
