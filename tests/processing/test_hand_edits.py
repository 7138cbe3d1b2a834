"""Who saves an edit in a form while codes are being planned keeps it: the apply is refused and says by whom."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException

from diachiso.processing import assignment
from diachiso.register.connect import connect

BLOCKS = ("resources", "sample", "blocks.csv")


@pytest.fixture
def sample(root: Path) -> str:
    return f"{root / 'resources' / 'sample' / 'sample_town.gpkg'}|layername="


@pytest.mark.parametrize("algorithm", ["assigncodes", "matchcodes"])
def test_promise_5_an_edit_saved_after_the_plan(
    run, root: Path, sample: str, tmp_path: Path, monkeypatch, algorithm: str
) -> None:
    path = tmp_path / "Sổ địa chỉ.gpkg"
    run("createregister", PROVINCE="56", UNITS=f"{sample}communes", OUTPUT=path)
    run("addcodeblock", REGISTER=path, BLOCKS=root.joinpath(*BLOCKS))
    make_backup = assignment.make_backup

    def edit_first(register: Path, reason: str, **how: Any) -> Path:
        with closing(connect(register, write=True)) as con:
            con.execute("INSERT INTO address (name, created_by) VALUES ('Trạm y tế', 'Lê Thị C')")
        return make_backup(register, reason, **how)

    monkeypatch.setattr(assignment, "make_backup", edit_first)
    more = {"OFFICIAL": f"{sample}official", "CODE_FIELD": "ma_dia_chi"} if algorithm == "matchcodes" else {}
    with pytest.raises(QgsProcessingException, match="edited by Lê Thị C"):
        run(algorithm, INPUT=f"{sample}buildings", REGISTER=path, DRY_RUN=False, **more)
    with closing(connect(path)) as con:
        assert con.execute("SELECT name FROM address").fetchall() == [("Trạm y tế",)]
        assert con.execute("SELECT count(*) FROM apply_run").fetchone() == (0,)
    monkeypatch.undo()
    assert run(algorithm, INPUT=f"{sample}buildings", REGISTER=path, DRY_RUN=False, **more)["CONFLICT"] >= 0
