"""erasepersonaldata and retentionreport as the toolbox runs them: shown is what is masked, logged nothing."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from diachiso.register.backup import make_backup
from diachiso.register.connect import connect

NAME = "Tôn Nữ Thị Canary"


@pytest.fixture
def register(run, once, tmp_path: Path) -> Path:
    """A register with an owner who also stands in a note."""
    once(lambda folder: run("createregister", PROVINCE="56", OUTPUT=folder / "Sổ địa chỉ.gpkg"), tmp_path)
    path = tmp_path / "Sổ địa chỉ.gpkg"
    with closing(connect(path, write=True)) as con:
        con.execute("DROP TRIGGER address_remark_insert")  # a note from before there was one
        con.execute("INSERT INTO address (address_id, note) VALUES ('a', 'gọi 0905 123 987')")
        con.execute(
            "INSERT INTO person (address_id, role, full_name, phone, legal_basis, retention_date)"
            " VALUES ('a', 'owner', ?, '0905123987', 'law', '2035-05-05')",
            (NAME,),
        )
    make_backup(path, "first")
    return path


def test_the_report_masks_and_its_number_erases(run, register: Path) -> None:
    assert run("retentionreport", REGISTER=register)["PAST"] == 0
    report = run("retentionreport", REGISTER=register, DATE="2035-05-07", OUTPUT="TEMPORARY_OUTPUT")
    (row,) = report["OUTPUT"].getFeatures()
    assert (report["PAST"], row["days"], row["name"], row["phone"]) == (1, 2, "Tôn N** T** C**", "09xx xxx 987")
    values = {"REGISTER": register, "PERSON_ID": f"#{row['person_id']}", "REASON": "Hết hạn lưu"}
    planned = run("erasepersonaldata", OUTPUT="TEMPORARY_OUTPUT", **values)
    assert [planned[k] for k in ("ROWS", "ELSEWHERE", "DOUBTFUL", "BACKUPS")] == [1, 2, 0, 1]
    shown = [f.attributes() for f in planned["OUTPUT"].getFeatures()]
    assert NAME not in str(shown) and "0905123987" not in str(shown)
    assert NAME.encode() in register.read_bytes()
    done = run("erasepersonaldata", DRY_RUN=False, **values)
    assert (done["ROWS"], done["BACKUPS"]) == (1, 1)
    assert NAME.encode() not in register.read_bytes() and b"0905" not in register.read_bytes()
    told = run.heard.htmlLog() + "".join(run.heard.warnings)
    assert "Canary" not in told.replace("erasepersonaldata", "") and "0905" not in told
    assert any("1 backups still hold" in warning for warning in run.heard.warnings)


def test_backups_go_where_asked(run, register: Path) -> None:
    done = run("erasepersonaldata", REGISTER=register, PHONE="+84 905 123 987", REASON="Đơn 1", DELETE_BACKUPS=True,
               DRY_RUN=False)  # fmt: skip
    assert done["BACKUPS"] == 0
    assert all(NAME.encode() not in file.read_bytes() for file in register.parent.rglob("*.gpkg"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"REASON": "x"}, "Say whose data"), ({"PERSON_ID": "1"}, "Say why"),
        ({"PERSON_ID": "một", "REASON": "x"}, "một is no number"),
        ({"NAME": "Ai Đó", "REASON": "x"}, "nobody like that"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused(run, register: Path, values: dict, words: str) -> None:
    with pytest.raises(QgsProcessingException, match=words):
        run("erasepersonaldata", REGISTER=register, DRY_RUN=False, **values)
    assert NAME.encode() in register.read_bytes()


@pytest.mark.parametrize("text", ["5/5/35", "31/2/2035", "2035", "mai"])
def test_a_wrong_date_is_refused(run, register: Path, text: str) -> None:
    with pytest.raises(QgsProcessingException, match="is no date"):
        run("retentionreport", REGISTER=register, DATE=text)


def test_a_date_is_read_as_people_write_it(run, register: Path) -> None:
    assert run("retentionreport", REGISTER=register, DATE="7/5/2035")["PAST"] == 1
