"""Real streets and wards: houses on both sides of a border; one ward is worked on elsewhere and comes back."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from diachiso.register.checkout import checkin
from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger
from diachiso.register.tasks import run_task

from ...sample_town import query

HERE, THERE = "22366", "22390"  # Nha Trang, Tây Nha Trang
STREETS = "'Lê Thành Phương', 'Lý Thánh Tôn'"  # each goes from one ward into the other
ROWS = f"SELECT * FROM address WHERE commune_code = '{THERE}' ORDER BY address_id"


def test_a_ward_of_nha_trang_works_elsewhere_and_comes_back(
    run: Callable[..., dict[str, Any]], shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No process of its own writes: nothing here opens the file beside SQLite, and test_many_hands.py starts one.
    monkeypatch.setattr(checkin, "run_in_child", lambda task, path, job, cancelled: run_task({"task": task, **job}))
    land, home = shared_data / "nha_trang.gpkg", tmp_path / "Nha Trang.gpkg"
    units = f'{land}|layername=communes|subset="code" IN ({HERE}, {THERE})'
    roads = f'{land}|layername=roads|subset="name" IN ({STREETS})'
    houses = f'{land}|layername=buildings|subset="street" IN ({STREETS})'
    run("createregister", PROVINCE="56", UNITS=units, STREETS=roads, OUTPUT=home)
    for commune, prefix in ((HERE, "00101"), (THERE, "00102")):
        run("addcodeblock", REGISTER=home, COMMUNE=commune, PREFIX=prefix, FIRST=1, LAST=400, AUTHORITY_DOC="1")
    left = run("checkoutregister", REGISTER=home, COMMUNES=THERE, OUTPUT=tmp_path / "USB")

    def come_back(**more: Any) -> dict[str, Any]:
        return run("checkinregister", REGISTER=home, PACKAGE=left["COPY"], DRY_RUN=False, OUTPUT="TEMPORARY_OUTPUT",
                   **more)  # fmt: skip

    given = run("assigncodes", REGISTER=left["COPY"], INPUT=houses, NUMBER_FIELD="truth_no", STREET_FIELD="street",
                DRY_RUN=False)  # fmt: skip
    assert given["NEW"] > 100 and given["PROVISIONAL"] == 0
    with closing(connect(left["COPY"], write=True)) as con:
        con.execute("UPDATE street SET name = 'Phố Lý Thánh Tôn' WHERE name = 'Lý Thánh Tôn'")
    came = come_back()
    told = [(f["table_name"], f["reason"]) for f in came["OUTPUT"].getFeatures("\"reason\" <> ''")]
    assert told == [("street", "not_ours")]  # its part in the other ward went along to be looked at
    mine, theirs = query(home, ROWS), query(left["COPY"], ROWS)
    assert len(mine) == given["NEW"]  # the other ward's houses are left to the register
    columns = [k for k, pair in enumerate(zip(zip(*mine), zip(*theirs))) if pair[0] == pair[1]]
    assert len(columns) >= len(mine[0]) - 3  # all but fid, apply_id, edited_at
    assert query(home, "SELECT DISTINCT substr(code, 1, 5), stage, commune_code FROM address") == [
        ("00102", "created", THERE)]  # fmt: skip

    ids = [address_id for (address_id,) in query(home, "SELECT address_id FROM address ORDER BY 1 LIMIT 2")]
    for path, name in ((left["COPY"], "Chợ Đầm"), (home, "Chợ cũ")):
        with closing(connect(path, write=True)) as con:
            con.execute("UPDATE address SET name = ? WHERE address_id = ?", (name, ids[0]))
            con.execute("UPDATE address SET floors = 4 WHERE address_id = ?", (ids[path == home],))
    done = come_back(CONFLICTS="theirs")
    assert (done["SETTLED"], done["CONFLICTS"], done["NEW"]) == (1, 0, 0)
    assert query(home, "SELECT address_id, name FROM address WHERE name <> ''") == [(ids[0], "Chợ Đầm")]
    assert [i for (i,) in query(home, "SELECT address_id FROM address WHERE floors = 4 ORDER BY 1")] == ids
    with closing(connect(home)) as con:
        assert not verify_ledger(con)
