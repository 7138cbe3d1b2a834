"""The conformance kit's ways to a registry. It knows nothing of ours: pytest, requests, a URL and a token."""
from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional

import pytest

PART4 = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/"
URN = "urn:diachiso:sync:"
_LEVELS = (
    (3, (URN + "idempotency", URN + "changes")),
    (2, (PART4 + "optimistic-locking-etags",)),
    (1, (PART4 + "optimistic-locking-timestamps",)),
)
_OPTIONS = {
    "url": "landing page of the registry",
    "token": "bearer token of a technician",
    "token2": "bearer token of another technician (default: the same one)",
    "verifier-token": "bearer token of a verifier; without it verification is not tried",
    "issuer-token": "bearer token of an issuer; without it the issue of codes is not tried",
    "commune": "code of a commune in which the technician may write (default 00001)",
    "object-class": "an object class that the registry knows (default 1)",
    "level": "the level that the registry must reach (default: the one it declares)",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("registry", "the registry to test")
    for name, text in _OPTIONS.items():
        group.addoption(f"--{name}", dest=_dest(name), default=None, help=text)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "level(n): what a registry of level n and above must do")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> Optional[bool]:
    """Without a URL the kit is not part of a test run."""
    ours = collection_path.parent == Path(__file__).parent
    return True if ours and not config.getoption(_dest("url"), None) else None


class Registry:
    """What one account can ask of the registry."""

    def __init__(self, url: str, token: Optional[str], commune: str = "00001", object_class: str = "1") -> None:
        import requests

        self.url, self.commune, self.object_class = url.rstrip("/"), commune, object_class
        self._session = requests.Session()
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: Any) -> Any:
        return self._session.get(self.url + path, params=query, timeout=60)

    def post(self, path: str, body: Any, key: str = "") -> Any:
        headers = {"Idempotency-Key": f'"{key}"'} if key else {}
        return self._session.post(self.url + path, json=body, headers=headers, timeout=60)

    def put(
        self, feature: dict[str, Any], *, key: str = "", version: Optional[str] = None, **headers: str
    ) -> Any:
        """Create, or with `version` (an entity tag) update. `headers` with _ for -; an empty one is left out."""
        known = {
            "Content-Type": "application/geo+json", "Idempotency-Key": f'"{key or uuid.uuid4()}"',
            **({"If-None-Match": "*"} if version is None else {"If-Match": version}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }  # fmt: skip
        known = {name: value for name, value in known.items() if value}
        data = json.dumps(feature, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        return self._session.put(self.url + item_path(feature["id"]), data=data, headers=known, timeout=60)

    def item(self, address_id: str, **headers: str) -> Any:
        return self._session.get(self.url + item_path(address_id), headers=headers, timeout=60)

    def feature(self, number: str = "1", **properties: Any) -> dict[str, Any]:
        """A good address of a street of this test's own."""
        known = {
            "role": "building", "objectClass": self.object_class, "communeCode": self.commune, "houseNumber": number,
            "street": f"Đường thử {uuid.uuid4()}", "stage": "submitted",
        }  # fmt: skip
        return {
            "type": "Feature", "id": str(uuid.uuid4()), "properties": {**known, **properties},
            "geometry": {"type": "Point", "coordinates": [105.8412345, 21.0245678]},
        }  # fmt: skip

    def created(self, number: str = "1", **properties: Any) -> dict[str, Any]:
        """The same, known to the registry."""
        feature = self.feature(number, **properties)
        reply = self.put(feature)
        assert reply.status_code in (200, 201), reply.text
        return feature


@pytest.fixture(scope="session")
def level(request: pytest.FixtureRequest) -> int:
    """What the registry declares."""
    reply = Registry(_option(request, "url"), _option(request, "token")).get("/conformance")
    assert reply.status_code == 200, "a registry says at /conformance what it can do"
    declared = set(reply.json()["conformsTo"])
    return next((level for level, classes in _LEVELS if declared.issuperset(classes)), 0)


@pytest.fixture(autouse=True)
def _at_level(request: pytest.FixtureRequest, level: int) -> None:
    marker = request.node.get_closest_marker("level")
    needed = marker.args[0] if marker else 0
    if needed > int(_option(request, "level") or level):
        pytest.skip(f"for level {needed}; the registry declares {level}")


@pytest.fixture
def registry(request: pytest.FixtureRequest) -> Iterator[Registry]:
    """The technician's way to the registry."""
    yield _as(request, "token")


@pytest.fixture
def colleague(request: pytest.FixtureRequest) -> Registry:
    """Another technician's, where the kit was given one."""
    return _as(request, "token2" if _option(request, "token2") else "token")


@pytest.fixture
def stranger(request: pytest.FixtureRequest) -> Registry:
    """Somebody who is not logged in."""
    return Registry(_option(request, "url"), None)


@pytest.fixture
def verifier(request: pytest.FixtureRequest) -> Registry:
    """The verifier's."""
    return _office(request, "verifier-token")


@pytest.fixture
def issuer(request: pytest.FixtureRequest) -> Registry:
    """The issuer's."""
    return _office(request, "issuer-token")


def item_path(address_id: str) -> str:
    return f"/collections/addresses/items/{address_id}"


def _office(request: pytest.FixtureRequest, name: str) -> Registry:
    if not _option(request, name):
        pytest.skip(f"no --{name}")
    return _as(request, name)


def _as(request: pytest.FixtureRequest, token: str) -> Registry:
    return Registry(
        _option(request, "url"), _option(request, token), _option(request, "commune") or "00001",
        _option(request, "object-class") or "1",
    )  # fmt: skip


def _option(request: pytest.FixtureRequest, name: str) -> Any:
    return request.config.getoption(_dest(name), None)


def _dest(name: str) -> str:
    return "registry_" + name.replace("-", "_")
