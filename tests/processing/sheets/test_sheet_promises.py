"""Whatever is edited, filled in and undone in whatever order: the register stays sound and people stay in `person`."""
from __future__ import annotations

import csv
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qgis.core import QgsProcessingException

from diachiso.core import address_text
from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger
from diachiso.register.triggers import missing_triggers

from ...effort import effort

CODES = [f"001010000{k}" for k in range(1, 6)]
SECRET = ("0912345678", "056199012345", "an.bi.mat@example.org")
FIELDS = ("house_number", "street", "use", "note", "floors", "no_number", "settlement", "object_class", "alley")
CELLS = st.one_of(
    st.sampled_from(["", "12", "3/2", "012", "2026/02/03", "Có", "Không", "Đường 2/4", "Trần Phú", "Tổ 5", "Nhà ở"]),
    st.sampled_from([f"gọi {SECRET[0]}", SECRET[1], f"thư {SECRET[2]}", SECRET[0]]),
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=6),
)
ROW = st.tuples(st.sampled_from(CODES), st.dictionaries(st.sampled_from(FIELDS), CELLS, max_size=4))
ROWS = st.lists(ROW, max_size=5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(CODES), st.sampled_from(["house_number", "use", "street"]),
                  st.sampled_from(["1", "2B", "Trần Phú"])),
        st.tuples(st.just("advance"), st.sampled_from(CODES), st.sampled_from(["submitted", "verified", "issued"])),
        st.tuples(st.just("import"), ROWS, st.booleans()), st.tuples(st.just("undo")),
    ),
    min_size=2, max_size=6,
)  # fmt: skip


def filled(sheet: Path, rows: list[tuple[str, dict[str, str]]], target: Path) -> Path:
    """The exported rows with cells changed, and a column of people, as CSV."""
    import openpyxl

    exported = list(openpyxl.load_workbook(sheet).worksheets[0].iter_rows(values_only=True))
    names = [str(name) for name in exported[0]]
    by_code = {row[names.index("code")]: dict(zip(names, row)) for row in exported[2:]}
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*names, "Điện thoại"])
        for code, cells in rows:
            row = {**by_code[code], **cells}
            writer.writerow([*("" if row[name] is None else row[name] for name in names), SECRET[0]])
    return target


def state(path: Path) -> dict[str, dict[str, Any]]:
    """Every address by code."""
    with closing(connect(path)) as con:
        cursor = con.execute("SELECT * FROM address ORDER BY fid")
        names = [column[0] for column in cursor.description]
        return {row[names.index("code")]: dict(zip(names, row)) for row in cursor}


def assert_sound(path: Path) -> None:
    """Texts as the template says, guards in place, ledger whole, nobody's data in any byte of it."""
    for record in state(path).values():
        assert record["address_text"] == address_text.compose(record)
    with closing(connect(path)) as con:
        assert missing_triggers(con) == [] and verify_ledger(con) == []
        assert con.execute("SELECT count(*) FROM person").fetchone() == (0,)
    content = path.read_bytes()
    assert not any(text.encode() in content for text in SECRET)


def values(of: dict[str, dict[str, Any]], names: tuple[str, ...] = FIELDS) -> dict[tuple[str, str], Any]:
    """The fields of every address."""
    return {(code, name): of[code][name] for code in CODES for name in names}


def assert_import_keeps_its_promises(run: Any, register: Path, file: Path, clear: bool) -> None:
    """It changes what it says, nothing that it may not, once; and an undo takes all of it back."""

    def bring(dry_run: bool) -> int:
        done = run("importcollected", REGISTER=register, INPUT=file, DRY_RUN=dry_run, CLEAR_EMPTY=clear)
        return int(done["ADDED"] + done["CHANGED"])

    before = state(register)
    said = bring(dry_run=False)
    after = state(register)
    changed = {key for key, value in values(before).items() if values(after)[key] != value}
    assert len(changed) == said
    fixed = ("code", "stage", "address_id", "commune_code", "apply_id")
    assert values(before, fixed) == values(after, fixed)
    for code, name in changed:
        if before[code]["stage"] in ("submitted", "verified", "issued"):
            assert before[code][name] in (None, "", 0), "what has been verified stays"
    assert bring(dry_run=True) == 0, "twice is once"
    if said:
        run("undoapply", REGISTER=register)
        assert values(state(register)) == values(before)
        assert bring(dry_run=False) == said and values(state(register)) == values(after)


@pytest.mark.slow
@settings(max_examples=effort(5), deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_edits_imports_and_undo_leave_the_register_sound(
    run: Any, finished: Path, tmp_path_factory: Any, edit: Any, advance: Any, steps: list[tuple]
) -> None:
    folder = tmp_path_factory.mktemp("chuỗi")
    register = folder / "Sổ.gpkg"
    shutil.copy(finished, register)
    edit(register, CODES[0], use="kho")  # and with it every address_text that the fixture wrote is the template's
    run("exportsheet", REGISTER=register, OUTPUT=folder / "a.xlsx")
    for number, (kind, *args) in enumerate(steps):
        before = state(register)
        if kind == "edit":
            code, name, value = args
            edit(register, code, **{name: value})
        elif kind == "advance":
            advance(register, args[0], args[1])
        elif kind == "import":
            file = filled(folder / "a.xlsx", args[0], folder / f"{number}.csv")
            assert_import_keeps_its_promises(run, register, file, args[1])
        else:
            try:
                run("undoapply", REGISTER=register)
            except QgsProcessingException:
                assert state(register) == before
                continue
            if len(state(register)) < len(CODES):
                return  # the assignment itself was undone
        assert_sound(register)
