"""What goes out of a register on a server is what goes out of the same register in a file: file by file, row by row.

Times, ids made on the way, who works and what the register is called may differ.
"""
from __future__ import annotations

import getpass
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException
from qgis.PyQt.QtGui import QImage

from diachiso.register.postgres.mirror import mirrored
from diachiso.register.postgres.push import Push

from ..postgres_server import OWNER
from ..publish.issued_town import leaks, make_issued_town
from ..stores import Connections, Stores

_CHANGING = (
    re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?"),
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    re.compile(r"\b\d{8}-[0-9a-f]{6}\b"),
    re.compile(r"\b[0-9a-f]{64}\b"),  # digests of files with times in them
    re.compile(rf"\b({OWNER}|{re.escape(getpass.getuser())})\b"),  # who works: a login here, another one there
    re.compile(r"\b(pg:)?Sổ( \d+)?(\.gpkg)?(?=\W)"),  # a file's name, or the connection's
)
_LIST, _BAG = "danh sách.csv", "túi"
# in this order: what one writes down, the next one finds
STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("diagnoselayer", {"INPUT": "places", "OUTPUT_HTML": "diagnosis.html"}),
    ("importlayer", {"INPUT": "places", "OUTPUT": "imported.geojson", "OUTPUT_HTML": "import.html"}),
    ("exportsheet", {"OUTPUT": "sheets", "LANGUAGE": "vi"}),
    ("checkaddresses", {"OUTPUT": "results.geojson"}),
    ("reviewcertificate", {"OUTPUT_HTML": "certificate.html"}),
    ("thematicmap", {"THEME": "health", "OUTPUT": "maps", "PAPER": "A4", "LANGUAGE": "vi"}),
    ("publishopendata", {"OUTPUT": "open", "LANGUAGE": "vi"}),
    ("serverproject", {"OUTPUT": "service", "URL": "https://vidu.vn/ows"}),
    ("lookupfile", {"OUTPUT": "page.html", "LANGUAGE": "vi"}),
    ("sharedata", {
        "OUTPUT": "shared.csv", "RECIPIENT": "Công an", "PURPOSE": "Xác minh", "EXPIRES": "2999-01-31",
        "FIELDS": "code; address_text; person.full_name", "LEGAL_BASIS": "Luật 91/2025/QH15", "LANGUAGE": "vi",
    }),
    ("printplaques", {"OUTPUT": "plaques.pdf", "ROUTE": "route.csv", "WORKSHOP": "workshop.csv"}),
    ("printnotices", {"CHANNEL": "message", "TABLE": _LIST}),
    ("handoverkit", {"SETTLEMENT": "Tổ dân phố 5", "OUTPUT": _BAG, "AGAIN": True}),
    ("retentionreport", {"OUTPUT": "past.csv", "DATE": "2026-11-22"}),
    ("progressreport", {"PERIOD": "2026-11", "OUTPUT_TABLE": "month.xlsx"}),
    ("consolidatereports", {"FILES": "month.xlsx", "OUTPUT_TABLE": "province.xlsx"}),
    ("exportfieldpackage", {"OUTPUT": "field", "LANGUAGE": "vi"}),
    ("verifyaddresses", {"INPUT": "table", "ADDRESS_FIELD": "dia_chi", "OUTPUT": "verified.geojson"}),
    ("reversegeocode", {"INPUT": "places", "OUTPUT": "reverse.geojson"}),
    ("updateplaques", {"CODES": "0010100001, 0010100005", "STATE": 4, "DATE": "2026-11-22"}),
    ("markexceptions", {"RESULTS": "1", "REASON": "đã xem"}),
    ("erasepersonaldata", {"PERSON_ID": "2", "REASON": "theo yêu cầu"}),
)  # fmt: skip
FILES = ("OUTPUT", "OUTPUT_HTML", "OUTPUT_TABLE", "WORKSHOP", "ROUTE", "TABLE", "FILES")


@pytest.fixture
def connections(qgis_app: Any, stores: Stores) -> Iterator[Connections]:
    """QGIS connections of this test."""
    made = Connections(stores)
    yield made
    made.close()


@pytest.mark.slow
def test_what_goes_out_is_the_same(
    run: Callable[..., dict[str, Any]], stores: Stores, connections: Connections, once: Any, make_layer: Any,
    tmp_path: Path,
) -> None:
    layers = {
        "table": make_layer(fields={"dia_chi": ["9 tran phu, phường biển", "0010100005", "Lê Lợi, Xã Núi", "??"]}),
        "places": make_layer(["Point(109.005 12.0101)", "Point(109.05 12.05)"], {"n": [1, 2]}),
    }
    town = once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"
    there = f"pg:{connections.name(town)}"
    here = Path(shutil.copyfile(town, tmp_path / "Sổ.gpkg"))
    out = {"file": tmp_path / "file", "server": tmp_path / "server"}
    for folder in out.values():
        folder.mkdir()
    for name, parameters in STEPS:
        counts = {}
        for store, register in (("file", str(here)), ("server", there)):
            given = {k: out[store] / v if k in FILES else layers.get(v, v) for k, v in parameters.items()}
            results = run(name, REGISTER=register, **given)
            counts[store] = {k: v for k, v in results.items() if isinstance(v, (int, float))}
        assert counts["server"] == counts["file"], name
    found, wanted = contents(out["server"]), contents(out["file"])
    assert found.keys() == wanted.keys()
    for file, held in found.items():
        assert held == wanted[file], file
    with mirrored(stores.place_known(town), writes=False) as copy:
        found, wanted = rows(copy), rows(here)
        assert found.keys() == wanted.keys()
        for table, rows_there in found.items():
            assert rows_there == wanted[table], table
    assert leaks(list((out["server"] / "open").iterdir())) == []


def contents(folder: Path) -> dict[str, Any]:
    """What each file holds, in a form that is the same whenever it was made."""
    found = {}
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        found[plain(file.relative_to(folder).as_posix())] = content(file)
    return found


def content(file: Path) -> Any:
    """What a file holds."""
    kind = file.suffix.lower()
    if kind in (".gpkg", ".base"):
        return rows(file)
    if kind in (".xlsx", ".odt", ".qgz"):
        with zipfile.ZipFile(file) as archive:
            texts = {n: archive.read(n).decode("utf-8", "replace") for n in archive.namelist() if "core" not in n}
        if kind == ".qgz":  # ids of layers are made anew each time
            return sorted(re.findall("<layername>[^<]*", "".join(texts.values())))
        return {n: plain(text) for n, text in texts.items()}
    if kind == ".pdf":
        return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))
    if kind == ".png":
        return picture(file)
    return plain(file.read_bytes().decode("utf-8", "replace"))


def picture(file: Path) -> list[int]:
    """A picture's tones, coarse enough that the order of painting is not seen."""
    small = QImage(str(file)).convertToFormat(QImage.Format.Format_Grayscale8).scaled(120, 80)
    return [round(small.pixelColor(x, y).lightness() / 32) for y in range(80) for x in range(120)]


def plain(text: str) -> str:
    """Without times, ids and numbers of runs."""
    for pattern in _CHANGING:
        text = pattern.sub("…", text)
    return text


def rows(file: Path) -> dict[str, list[str]]:
    """Every table of a GeoPackage."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as con:
        names = [n for (n,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        tables = [n for n in names if not n.startswith(("gpkg_", "rtree_", "sqlite_"))]
        return {n: sorted(plain(repr(row)) for row in con.execute(f'SELECT * FROM "{n}"')) for n in tables}


@pytest.mark.slow
def test_without_its_record_on_the_server_no_file_leaves(
    run: Callable[..., dict[str, Any]], stores: Stores, connections: Connections, once: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    town = once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"
    there = f"pg:{connections.name(town)}"
    place = stores.place_known(town)

    def lost(_push: Any, _counters: Any) -> Any:
        """The connection ends as the changes go back."""
        stores.server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{place.name}'")
        return real(_push, _counters)

    real = Push.run
    monkeypatch.setattr(Push, "run", lost)
    (tmp_path / "shared.csv").write_text("cũ")
    for name, parameters in (
        ("sharedata", dict(STEPS)["sharedata"]), ("printplaques", {"OUTPUT": "plaques.pdf"}),
        ("exportfieldpackage", {"OUTPUT": "field"}), ("exportsheet", {"OUTPUT": "sheets"}),
    ):  # fmt: skip
        given = {k: tmp_path / v if k in FILES else v for k, v in parameters.items()}
        with pytest.raises(QgsProcessingException, match=re.escape(there)):
            run(name, REGISTER=there, **given)
    monkeypatch.undo()
    assert (tmp_path / "shared.csv").read_text() == "cũ"
    left = [p.name for p in tmp_path.rglob("*") if p.is_file() and "town" not in p.parts and p.suffix != ".gpkg"]
    assert left == ["shared.csv"]
    with mirrored(place, writes=False) as copy:
        assert rows(copy)["audit_log"] == rows(town)["audit_log"]
