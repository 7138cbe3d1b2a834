"""Registers with results of a check, for tests of the page Review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from diachiso.core.rules.catalogue import parse_rules
from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob

COMMUNES = ("22366", "22390")
BOOK = {
    "version": "test.1",
    "rules": [
        {
            "id": "spaces", "subject": "address", "level": "warning",
            "title": {"vi": "Khoảng trắng thừa", "en": "Stray spaces"},
            "message": {"vi": "“{value}” có khoảng trắng thừa.", "en": "“{value}” has stray spaces."},
            "remedy": {"vi": "Bỏ khoảng trắng thừa.", "en": "Take them out."},
        },
        {
            "id": "wrong_side", "subject": "address", "level": "error",
            "title": {"vi": "Số nhà ở sai bên đường", "en": "Number on the wrong side of the street"},
            "message": {"vi": "Số {number} nằm bên phải đường {street}.", "en": "{number} is right of {street}."},
            "remedy": {"vi": "Kiểm tra số nhà hoặc hướng đường.", "en": "Look at the number, or at the direction."},
        },
        {
            "id": "no_photo", "subject": "address", "level": "information",
            "title": {"vi": "Chưa có ảnh", "en": "No photo"},
            "message": {"vi": "Chưa có ảnh.", "en": "There is no photo."},
            "remedy": {"vi": "Chụp ảnh khi đi thực địa.", "en": "Take one in the field."},
        },
        {
            "id": "overlap", "subject": "parcel", "level": "warning",
            "title": {"vi": "Thửa đất chồng nhau", "en": "Parcels overlap"},
            "message": {"vi": "Chồng lên thửa {other}.", "en": "Overlaps parcel {other}."},
            "remedy": {"vi": "Biên tập lại ranh giới.", "en": "Correct the boundary."},
        },
    ],
}  # fmt: skip
RULES = parse_rules(BOOK, "test").rules


def address(fid: int) -> str:
    """The address_id of the address with this fid."""
    return f"00000000-0000-4000-8000-{fid:012d}"


def fill(path: Path, results: Iterable[Mapping[str, Any]], addresses: int = 12) -> None:
    """Add addresses on a street and results about them; a result names `fid` and `rule`, the rest has defaults."""
    with closing(connect(path, write=True)) as con:
        con.execute("BEGIN")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for fid in range(1, addresses + 1):
            con.execute(
                "INSERT INTO address (fid, geom, address_id, object_class, house_number, street, commune_code, commune,"
                " address_text) VALUES (?, ?, ?, 'house', ?, ?, ?, ?, ?)",
                (fid, point_blob(109.19 + fid / 1000, 12.24), address(fid), str(2 * fid), "Trần  Phú",
                 COMMUNES[fid % 2], "Phường", f"{2 * fid} Trần Phú, Phường"),
            )  # fmt: skip
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute(
            "INSERT INTO qa_run (at, finished_at, by, subject, version, fingerprint, checked) VALUES"
            " ('2026-11-22T02:00:00.000Z', '2026-11-22T02:00:09.000Z', 'hoa', 'address', 'test.1', 'f', ?)",
            (addresses,),
        )
        for result in results:
            add(con, **result)
        con.execute("COMMIT")


def add(con: Any, rule: str, fid: int, **values: Any) -> None:
    """Add a result."""
    fix = values.get("fix")
    row = {
        "rule": rule, "level": RULES[rule].level.value, "subject": RULES[rule].subject.value,
        "source": values.get("source", ""), "object_id": values.get("object_id", address(fid)),
        "part": values.get("part", ""), "fid": fid, "commune_code": values.get("commune", COMMUNES[fid % 2]),
        "lon": values.get("lon", 109.19 + fid / 1000), "lat": values.get("lat", 12.24),
        "params": json.dumps(values.get("params", {})),
        "line": json.dumps(values["line"]) if "line" in values else None,
        "fix": json.dumps(fix) if fix else None, "was": json.dumps(values.get("was")) if fix else None,
        "state": values.get("state", "open"), "first_run": 1, "last_run": 1,
    }  # fmt: skip
    names = ", ".join(row)
    con.execute(f"INSERT INTO qa_result ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def fill_many(path: Path, count: int) -> None:
    """Many open results, every tenth an error, of addresses that are not there."""
    with closing(connect(path, write=True)) as con:
        con.execute("BEGIN")
        con.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO qa_result (rule, level, subject, object_id, fid, commune_code, lon, lat, params, first_run,"
            " last_run) SELECT iif(i % 10 = 0, 'wrong_side', 'spaces'), iif(i % 10 = 0, 'error', 'warning'), 'address',"
            " 'id ' || i, i, iif(i % 2, '22366', '22390'), 109.19, 12.24,"
            " '{\"value\": \"Trần  Phú ' || i || '\", \"number\": ' || i || ', \"street\": \"Trần Phú\"}', 1, 1 FROM n",
            (count,),
        )
        con.execute("COMMIT")


SPACES = [
    {"rule": "spaces", "fid": fid, "part": "street", "params": {"value": "Trần  Phú"},
     "fix": {"street": "Trần Phú"}, "was": {"street": "Trần  Phú"}}
    for fid in (1, 2, 3)
]  # fmt: skip
SIDE = [
    {"rule": "wrong_side", "fid": fid, "params": {"number": str(2 * fid), "street": "Trần Phú"},
     "line": [[109.19 + fid / 1000, 12.24], [109.19 + fid / 1000, 12.2405]]}
    for fid in (4, 5)
]  # fmt: skip
PHOTO = [{"rule": "no_photo", "fid": 6, "state": "fixed"}]
NOWHERE = [{"rule": "no_photo", "fid": 7, "lon": None, "lat": None, "commune": ""}]
ALL = (*SPACES, *SIDE, *PHOTO, *NOWHERE)


def states(path: Path) -> dict[tuple[str, str], str]:
    """The state of each result by rule and object."""
    with closing(connect(path)) as con:
        return {(rule, object_id): state for rule, object_id, state in con.execute(
            "SELECT rule, object_id, state FROM qa_result")}  # fmt: skip
