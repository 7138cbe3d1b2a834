"""Certificates for tests: an authority of one's own, a server and an account that it vouches for, and a stranger's."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, in PEM."""

    certificate: Path
    key: Path


def authority(folder: Path, name: str) -> Pair:
    """A certificate that signs others, and itself."""
    pair = _pair(folder, name)
    _openssl(
        "req", "-x509", *_key(pair), "-out", pair.certificate, "-subj", f"/CN={name}", "-days", "2",
        "-addext", "keyUsage=critical,keyCertSign,cRLSign",
    )  # fmt: skip
    return pair


def signed(folder: Path, name: str, by: Pair, server: bool = False) -> Pair:
    """A certificate for `name` that the authority has signed; `server`: for 127.0.0.1."""
    pair, asked, more = _pair(folder, name), folder / f"{name}.csr", folder / f"{name}.ext"
    usage = "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n" if server else "extendedKeyUsage=clientAuth\n"
    more.write_text("basicConstraints=CA:FALSE\n" + usage, encoding="ascii")
    _openssl("req", "-new", *_key(pair), "-out", asked, "-subj", f"/CN={name}")
    _openssl(
        "x509", "-req", "-in", asked, "-CA", by.certificate, "-CAkey", by.key, "-CAcreateserial", "-days", "2",
        "-extfile", more, "-out", pair.certificate,
    )  # fmt: skip
    return pair


def _pair(folder: Path, name: str) -> Pair:
    return Pair(folder / f"{name}.pem", folder / f"{name}.key")


def _key(pair: Pair) -> list[str]:
    # RSA: the Qt of QGIS 3.22 reads no other key of a file with certainty.
    return ["-newkey", "rsa:2048", "-nodes", "-keyout", str(pair.key)]


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
