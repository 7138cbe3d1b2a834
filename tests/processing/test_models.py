"""The two models: they are what make_models.py makes, name nothing of this machine, and run as algorithms of ours."""
from __future__ import annotations

import importlib.util
import os
import re
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingParameterDefinition,
    QgsVectorLayer,
    QgsXmlUtils,
)
from qgis.PyQt.QtXml import QDomDocument

from diachiso.register.connect import connect

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(os.environ["DIACHISO_SAMPLE"]) / "sample_town.gpkg"  # a copy: QGIS may write into it
BLOCKS = ROOT / "resources" / "sample" / "blocks.csv"
MODELS = {path.stem: path for path in (ROOT / "processing" / "models").glob("*.model3")}
# QGIS adds keys to the file from version to version, and moves boxes by parts of a pixel.
CONTENT = ("children", "model_name", "model_group", "help", "parameters", "parameterOrder", "parameterDefinitions")


def layer(name: str) -> str:
    return f"{SAMPLE}|layername={name}"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("diachiso_make_models", ROOT / "scripts" / "make_models.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["diachiso_make_models"] = module
    spec.loader.exec_module(module)
    return module


def content(path: Path) -> dict[str, Any]:
    """What a .model3 file says, without what differs between versions of QGIS."""
    document = QDomDocument()
    assert document.setContent(path.read_text(encoding="utf-8"))[0]
    read = QgsXmlUtils.readVariant(document.firstChildElement())
    found = {key: read[key] for key in CONTENT if key in read}
    # Those of the results are taken from the steps whenever a model is read.
    found["parameterDefinitions"] = {k: v for k, v in found["parameterDefinitions"].items() if ":" not in k}
    return found


def simple(value: Any, known: Any) -> Any:
    """The value with only those keys that the other file has, too: newer versions write more of each parameter."""
    if isinstance(value, dict) and isinstance(known, dict):
        return {key: simple(value[key], known[key]) for key in sorted(set(value) & set(known))}
    return value


@pytest.fixture
def addresses():
    """addresses(register) -> (code, source key) of every address with a code."""

    def read(register: Path) -> list[tuple[str, str]]:
        query = (
            "SELECT code, source_key FROM address LEFT JOIN address_source USING (fid)"
            " WHERE code IS NOT NULL ORDER BY 1"
        )
        with closing(connect(register)) as con:
            return con.execute(query).fetchall()

    return read


def test_both_models_are_there() -> None:
    assert sorted(MODELS) == ["match_and_assign", "new_register"]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_script_makes_the_committed_file(provider, tmp_path: Path, name: str) -> None:
    made = {path.stem: path for path in script().write_all(tmp_path)}
    old, new = content(MODELS[name]), content(made[name])
    assert set(old) == set(new) == set(CONTENT)
    assert simple(new, old) == simple(old, new), "run scripts/make_models.py"
    again = tmp_path / "again"
    again.mkdir()
    assert [p.read_bytes() for p in script().write_all(again)] == [p.read_bytes() for p in made.values()]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_model_names_no_place_of_a_machine(name: str) -> None:
    text = MODELS[name].read_text(encoding="utf-8")
    values = re.findall(r'value="([^"]*)"', text)
    assert values
    assert not [v for v in values if re.search(r"^/|file:|[A-Za-z]:[\\/]|\\|/(home|tmp|work|usr)/|~|\.gpkg$", v)]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_model_is_an_algorithm_like_the_others(provider, name: str) -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById(f"diachiso:{name}")
    sibling = QgsApplication.processingRegistry().algorithmById("diachiso:assigncodes")
    assert isinstance(algorithm, QgsProcessingModelAlgorithm)
    assert algorithm.name() == name and algorithm.displayName() != name
    assert (algorithm.group(), algorithm.groupId()) == (sibling.group(), sibling.groupId())
    assert Path(algorithm.svgIconPath()).is_file()
    assert algorithm.canExecute()[0]
    copy = algorithm.create()
    for shown in (algorithm, copy):  # what the toolbox and `qgis_process help` show, and what runs
        optional = QgsProcessingParameterDefinition.Flag.FlagOptional
        results = {p.description() for p in shown.destinationParameterDefinitions()}
        assert any("–" in text for text in results), results
        for parameter in shown.parameterDefinitions():
            vietnamese, dash, english = parameter.description().partition(" – ")
            assert vietnamese and dash and english, parameter.description()
            assert parameter.help(), parameter.name()
        needed = {p.name() for p in shown.parameterDefinitions() if not p.flags() & optional and not p.isDestination()}
        assert "INPUT" in needed
    assert all(copy.validateChildAlgorithm(child)[0] for child in copy.childAlgorithms())
    assert "\n\n" in copy.helpContent()["ALG_DESC"]


def new_register(run, tmp_path: Path) -> dict[str, Any]:
    return run(
        "new_register", PROVINCE="56", UNITS=layer("communes"), STREETS=layer("streets"),
        SETTLEMENTS=layer("settlements"), BLOCKS=BLOCKS, INPUT=layer("buildings"), PARCELS=layer("parcels"),
        **{"REGISTER:REGISTER": tmp_path / "Sổ.gpkg", "ASSIGN:PLAN": tmp_path / "plan.gpkg"},
    )  # fmt: skip


def test_new_register_does_what_its_steps_do(run, tmp_path: Path, addresses) -> None:
    results = new_register(run, tmp_path)
    assert Path(results["REGISTER:REGISTER"]) == tmp_path / "Sổ.gpkg"
    plan = QgsVectorLayer(results["ASSIGN:PLAN"], "plan", "ogr")
    assert plan.isValid() and plan.featureCount() > 1300
    by_hand = tmp_path / "by_hand.gpkg"
    run(
        "createregister", PROVINCE="56", UNITS=layer("communes"), STREETS=layer("streets"),
        SETTLEMENTS=layer("settlements"), OUTPUT=by_hand,
    )  # fmt: skip
    run("addcodeblock", REGISTER=by_hand, BLOCKS=BLOCKS)
    counts = run("assigncodes", REGISTER=by_hand, INPUT=layer("buildings"), PARCELS=layer("parcels"), DRY_RUN=False)
    assert counts["NEW"] > 1000
    assert addresses(tmp_path / "Sổ.gpkg") == addresses(by_hand)


def test_match_and_assign_does_what_its_steps_do(run, tmp_path: Path, addresses) -> None:
    registers = [tmp_path / "one.gpkg", tmp_path / "two.gpkg"]
    for register in registers:
        run("createregister", PROVINCE="56", UNITS=layer("communes"), STREETS=layer("streets"), OUTPUT=register)
        run("addcodeblock", REGISTER=register, BLOCKS=BLOCKS)
    fields = {"INPUT": layer("buildings"), "ID_FIELD": "bld_id", "NUMBER_FIELD": "so_nha", "STREET_FIELD": "ten_duong"}
    results = run(
        "match_and_assign", REGISTER=registers[0], OFFICIAL=layer("official"), CODE_FIELD="ma_dia_chi", **fields,
        **{"MATCH:MATCHED": tmp_path / "matched.gpkg", "ASSIGN:PLAN": tmp_path / "plan.gpkg"},
    )  # fmt: skip
    waiting = [text for text in run.heard.warnings if "no object yet" in text]
    for name in ("MATCH:MATCHED", "ASSIGN:PLAN"):
        assert QgsVectorLayer(results[name], name, "ogr").featureCount() > 100
    official = {"OFFICIAL": layer("official"), "CODE_FIELD": "ma_dia_chi"}
    matched = run("matchcodes", REGISTER=registers[1], DRY_RUN=False, **official, **fields)
    assert matched["MATCHED"] > 50 and matched["CONFLICT"] > 0
    assert run.heard.warnings == []
    counts = run("assigncodes", REGISTER=registers[1], DRY_RUN=False, **fields)
    assert counts["NEW"] > 1000
    assert addresses(registers[0]) == addresses(registers[1])
    # The codes that found no object are known; whoever assigns is told, each time.
    with closing(connect(registers[1])) as con:
        query = "SELECT count(*) FROM code_ledger WHERE state = 'official' AND address_id IS NULL"
        unmatched = con.execute(query).fetchone()[0]
    assert unmatched > 0
    told = [text for text in run.heard.warnings if "no object yet" in text]
    assert told == waiting == [text for text in told if text.startswith(f"{unmatched} issued codes")] != []


def test_a_step_that_fails_stops_the_model_with_its_message(run, tmp_path: Path) -> None:
    (tmp_path / "blocks.csv").write_text("commune,prefix,first,last,authority_doc\n99999,00101,1,5,x\n", "utf-8")
    with pytest.raises(QgsProcessingException, match="Add code blocks") as error:
        run(
            "new_register", PROVINCE="56", UNITS=layer("communes"), BLOCKS=tmp_path / "blocks.csv",
            INPUT=layer("buildings"),
            **{"REGISTER:REGISTER": tmp_path / "a.gpkg", "ASSIGN:PLAN": "TEMPORARY_OUTPUT"},
        )  # fmt: skip
    # QGIS 3.22 says the reason in the log only, newer ones in the error.
    assert 'knows no commune "99999"' in run.heard.textLog() + str(error.value)
    with closing(connect(tmp_path / "a.gpkg")) as con:
        assert con.execute("SELECT count(*) FROM address").fetchone() == (0,)


def test_removing_and_adding_the_provider_again_keeps_the_models_whole(provider) -> None:
    registry = QgsApplication.processingRegistry()
    provider.refreshAlgorithms()
    for name in MODELS:
        algorithm = registry.algorithmById(f"diachiso:{name}")
        assert [p.name() for p in algorithm.destinationParameterDefinitions()]
        names = [{p.name() for p in shown.parameterDefinitions()} for shown in (algorithm, algorithm.create())]
        assert names[0] == names[1]
