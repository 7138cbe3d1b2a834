"""The small town with something in every table, and with what is hard to carry: odd letters, gaps in the numbers."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.register.postgres.structure import Kind, count_rows, read_structure
from diachiso.register.rows import StreetRow

from ...small_town import FIRST, SECOND, line, make_town, settlement

ODD = "Nhà \\ \"bà\" 'Tư'\tvà\nông\r\nBảy 😀 \u0301 \\N \x0b\x0c\x08 ư\u031b"


def make_full_town(path: Path, *, every_table: bool = True) -> Path:
    """A register whose every table has rows (else those only whose rows make sense); its path."""
    make_town(
        path,
        [
            StreetRow("Trần Phú", "s1", FIRST, wkb=line((109, 12), (109.05, 12.05))),
            StreetRow("Lê Lợi", "s2", FIRST, wkb=line((109.02, 12), (109.07, 12.05))),
        ],
        [settlement()],
    )
    with closing(connect(path, write=True)) as con:
        con.execute("BEGIN IMMEDIATE")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        _fill(con)
        if every_table:
            _fill_rest(con)
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute("COMMIT")
        # by hand, as the triggers write it
        con.execute("UPDATE street SET name = 'Trần Phú mới' WHERE fid = 1")
        con.execute("INSERT INTO notification (address_id, recipient) VALUES ('id-1', 'user')")
        con.execute("DELETE FROM notification WHERE notification_id = (SELECT max(notification_id) FROM notification)")
    return path


def _row(con: Any, table: str, **values: Any) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    con.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(values))})', list(values.values()))


def _fill_rest(con: Any) -> None:
    """A row in each table that later versions add: what it says does not matter here."""
    values = {Kind.TEXT: "x", Kind.INTEGER: 1, Kind.BOOLEAN: 1, Kind.REAL: 0.1, Kind.BLOB: b"\x00"}
    for table in read_structure(con):
        if not count_rows(con, table.name):
            asked = [c for c in table.columns if c.required and c.default is None]
            made = {c.name: values[c.kind] for c in asked if not (table.numbered and c.name in table.key)}
            _row(con, table.name, **made)


def _fill(con: Any) -> None:
    _row(con, "code_block", scheme="ndas", prefix="00101", commune_code=FIRST, first_serial=1, last_serial=500,
         next_serial=1, authority_doc="12/QĐ", added_at="2026-11-01T00:00:00.000Z", added_by="Lan")
    _row(con, "apply_run", apply_id=7, kind="assign", at="2026-11-02T00:00:00.000Z", by="Lan", params="{}", counts="{}")
    for k in range(1, 6):
        code = f"00101{k:05d}"
        _row(con, "code_ledger", code=code, scheme="ndas", address_id=f"id-{k}",
             state="retired" if k == 5 else "given", block_id=1, serial=k, apply_id=7,
             left_at="2026-11-03T00:00:00.000Z" if k == 2 else None)
        _row(con, "address", geom=point_blob(109 + k / 1000, 12.01 + 1 / 3e6), address_id=f"id-{k}", role="building",
             stage="retired" if k == 5 else "created", code=code, code_scheme="ndas", code_origin="block",
             commune_code=FIRST, commune="Phường Biển", province_code="56", province="Tỉnh Khánh Hòa",
             street="Trần Phú", house_number=str(k), object_class="house", apply_id=7, floors=k - 1,
             name=ODD if k == 3 else None, no_number=k % 2, created_at="2026-11-02T00:00:00.000Z", created_by="Lan",
             address_text=f"{k} đường Trần Phú, Phường Biển, Tỉnh Khánh Hòa")
        _row(con, "address_source", fid=k, role="building", source_key=f"T{k}", fingerprint=-k * 2**60, crs="EPSG:3405",
             area=k / 3, footprint=bytes(range(256)))
        _row(con, "audit_log", at="2026-11-02T00:00:00.000Z", by="Lan", apply_id=7, table_name="address", fid=k,
             object_id=f"id-{k}", action="insert", new="{}", hash="a" * 64 if k < 3 else None)
    _row(con, "address", geom=None, address_id="id-6", role="building", stage="declared", parent_id="id-1",
         commune_code=SECOND)
    _row(con, "code_ledger", code="0010100444", scheme="ndas", state="official", serial=444)
    _row(con, "code_ledger", code="0010100445", scheme="ndas", state="burned", block_id=1, serial=445)
    _row(con, "address_position", address_id="id-1", geom=point_blob(109.0011, 12.011), kind="entrance", note="sau")
    _row(con, "successor", old_address_id="id-5", new_address_id="id-1", kind="merge", at="2026-11-02T00:00:00.000Z")
    _row(con, "person", address_id="id-1", role="owner", full_name="Nguyễn Thị Mẫu", phone="0900000000",
         legal_basis="law", retention_date="2030-12-31")
    _row(con, "person", address_id="id-2", role="user", organisation="Hợp tác xã \\ Biển", legal_basis="consent")
    _row(con, "apply_change", apply_id=7, table_name="address", fid=1, old='{"geom": {"$hex": "47"}}')
    _row(con, "apply_change", apply_id=7, table_name="person", fid=1, old='{"full_name": "Nguyễn Thị Mẫu"}')
    _row(con, "notification", address_id="id-1", person_id=1, channel="post", state="sent", sent_at="2026-11-05",
         reference="15/TB", batch="b1")
    _row(con, "plaque", address_id="id-1", state="mounted", code="0010100001", mounted_at="2026-11-06", lon=109.001,
         lat=12.0123456789, photo="photos/id-1.jpg", mounted_by="Tổ 5")
    _row(con, "official_candidate", code="0010100444", role="building", lon=109.01, lat=0.1 + 0.2)
    _row(con, "qa_run", at="2026-11-07", subject="address", version="1", fingerprint="f", checked=6)
    _row(con, "qa_result", rule="A1", level="warning", subject="address", object_id="id-2", first_run=1, last_run=1,
         lon=109.0)
    _row(con, "qa_exception", rule="A1", subject="address", object_id="id-3", watched=5, reason=ODD, at="2026-11-07")
    _row(con, "sync_base", address_id="id-2", version=3, etag='"v3"', content='{"code": "0010100002"}', hash="h",
         agreed_at="2026-11-08")
    _row(con, "sync_op", op_id="o-1", address_id="id-2", kind="update", base_version=3, body=b'{"\\u0000": "\xff"}',
         hash="h", queued_at="2026-11-08")
    _row(con, "sync_attempt", op_id="o-1", at="2026-11-08", state="retry_wait", status=503)
    _row(con, "sync_conflict", address_id="id-3", found_at="2026-11-08")
    _row(con, "sync_cursor", registry="r", cursor="c:12")
    _row(con, "sync_inbox", address_id="id-3", version=4, body="{}", received_at="2026-11-08")
    _row(con, "sync_run", at="2026-11-08", direction="both")
    _row(con, "sync_package", direction="out", number=1, at="2026-11-08", file="goi.zip", hash="h")
    _row(con, "sync_dirty", table_name="address", fid=3)
    _row(con, "report_period", period="2026-10", today="2026-11-01", taken_at="2026-11-01", revision=1, edit=1)
    _row(con, "report_figure", period="2026-10", commune_code=FIRST, object_class="house", total=5, collected=4,
         notified=1, recipients=1, recipients_notified=1, mounted=1)
