"""The example for the Windows Task Scheduler: a file that cmd.exe reads well, and parameters that there are."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProcessingParameterDefinition

BAT = Path(__file__).resolve().parents[2] / "resources" / "windows" / "nightly.bat"
RUN = re.compile(r'run (diachiso:\w+) --((?: \^\s*"[^"]*")+)')


@pytest.fixture(scope="module")
def text() -> str:
    return BAT.read_bytes().decode("utf-8")


def commands(text: str) -> list[tuple[str, dict[str, str]]]:
    """(algorithm, its NAME=VALUE arguments) of each call."""
    found = []
    for algorithm, arguments in RUN.findall(text.replace("\r\n", "\n")):
        values = re.findall(r'"([^"]*)"', arguments)
        found.append((algorithm, dict(value.split("=", 1) for value in values)))
    return found


def test_cmd_can_read_it(text: str) -> None:
    assert not text.startswith("\ufeff")
    lines = text.split("\n")
    assert lines[-1] == "" and all(line.endswith("\r") for line in lines[:-1])
    said = [line for line in text.split("\r\n") if not line.startswith("rem")]
    # Letters beyond ASCII only once the code page is UTF-8; labels are sought by bytes, so there are none.
    switched = said.index("chcp 65001 >nul")
    assert all(line.isascii() for line in said[:switched])
    before = text[: text.index("chcp 65001")]
    assert before.isascii()
    assert not re.search(r"^\s*:|\bgoto\b", text, re.M)


def test_every_variable_is_set_before_it_is_used(text: str) -> None:
    known = {"TIME", "ERRORLEVEL"}
    for line in text.split("\r\n"):
        if line.startswith("rem"):
            continue
        used = set(re.findall(r"%([A-Z_]+)%", line))
        assert used <= known, line
        known.update(re.findall(r'set "([A-Z_]+)=', line))


def test_it_names_parameters_that_there_are(provider, text: str) -> None:
    found = commands(text)
    assert [algorithm for algorithm, _ in found] == ["diachiso:assigncodes"]
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    for name, values in found:
        algorithm = QgsApplication.processingRegistry().algorithmById(name)
        definitions = {p.name(): p for p in algorithm.parameterDefinitions()}
        assert set(values) <= set(definitions)
        needed = {n for n, p in definitions.items() if not p.flags() & optional and p.defaultValue() is None}
        assert needed <= set(values)


def test_it_fails_where_the_work_failed(text: str) -> None:
    lines = text.split("\r\n")
    at = next(i for i, line in enumerate(lines) if '"OUTPUT=%PLAN%"' in line)
    assert lines[at + 1] == 'set "CODE=%ERRORLEVEL%"'  # nothing in between that would change it
    assert [line for line in lines if line.strip()][-1] == "exit /b 1"
    assert text.count("exit /b 0") == 1 and 'if "%CODE%"=="0" (' in text


def test_it_writes_only_when_told_to(text: str) -> None:
    assert 'set "DRY_RUN=true"' in text
    assert dict(commands(text)[0][1])["DRY_RUN"] == "%DRY_RUN%"
