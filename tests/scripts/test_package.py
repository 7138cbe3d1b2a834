"""The zip: the same bytes each time, only what a user needs, and a gate that would stop a bad one."""

from __future__ import annotations

import importlib.util
import os
import shutil
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def script(name: str) -> ModuleType:
    """A module of scripts/."""
    spec = importlib.util.spec_from_file_location(f"diachiso_{name}", ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


package, gate = script("package"), script("gate")
METADATA = (ROOT / "metadata.txt").read_text(encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A root with as little as a plugin may have."""
    root = tmp_path / "root"
    for folder in (*package.FOLDERS, "tests", "scripts", ".git", "core/__pycache__"):
        (root / folder).mkdir(parents=True)
    (root / "__init__.py").write_text('"""A plugin."""\n', encoding="utf-8")
    (root / "metadata.txt").write_text(METADATA.replace("icon=resources/icons/diachiso.svg\n", ""), encoding="utf-8")
    (root / "LICENSE").write_text("GPL\n", encoding="utf-8")
    (root / "core" / "a.py").write_text("A = 1\n", encoding="utf-8")
    for name in ("tests/test_a.py", "scripts/x.sh", ".git/config", "core/__pycache__/a.pyc", "i18n/.hidden"):
        (root / name).write_text("no", encoding="utf-8")
    return root


def test_only_what_a_user_needs(small: Path, tmp_path: Path) -> None:
    built = package.build(small, tmp_path / "dist")
    with zipfile.ZipFile(built) as archive:
        assert archive.namelist() == [
            "diachiso/LICENSE",
            "diachiso/__init__.py",
            "diachiso/core/a.py",
            "diachiso/metadata.txt",
        ]
    assert built.name == f"diachiso-{package.version(ROOT)}.zip"


def test_the_same_bytes_each_time(small: Path, tmp_path: Path) -> None:
    first = package.build(small, tmp_path / "one").read_bytes()
    for path in small.rglob("*"):
        os.utime(path, (1, 1_000_000_000))
        path.chmod(0o755)
    assert package.build(small, tmp_path / "two").read_bytes() == first


@pytest.mark.parametrize("name", ["core/engine.so", "core/run.sh", "resources/data.sqlite-wal"])
def test_a_strange_file_stops_the_build(small: Path, tmp_path: Path, name: str) -> None:
    (small / name).write_text("x", encoding="utf-8")
    with pytest.raises(package.PackageError, match=Path(name).name):
        package.build(small, tmp_path / "dist")


def test_translations_must_be_built(small: Path, tmp_path: Path) -> None:
    (small / "i18n" / "diachiso_vi.ts").write_text("<TS/>", encoding="utf-8")
    with pytest.raises(package.PackageError, match=r"i18n\.sh"):
        package.build(small, tmp_path / "dist")
    (small / "i18n" / "diachiso_vi.qm").write_bytes(b"x")
    assert package.build(small, tmp_path / "dist").is_file()


def test_the_real_package_holds_its_parts() -> None:
    names = {path.as_posix() for path in package.contents(ROOT)}
    assert {"plugin.py", "compat.py", "LICENSE", "resources/icons/diachiso.svg", "ui/dock.py"} <= names
    assert not [name for name in names if name.split("/")[0] in ("tests", "scripts", "build", "dist")]


@pytest.mark.parametrize(
    ("name", "content", "finding"),
    [
        ("core/b.py", "def f(x):\n    assert x\n", "B101"),
        ("core/b.py", "def f(t):\n    return 'SELECT a FROM %s' % t\n", "B608"),
        ("core/b.py", "try:\n    import os\nexcept Exception:\n    pass\n", "B110"),
        ("core/b.py", "import subprocess\n", "B404"),
        ("core/b.py", "KEY = '" + "AKIA" + "Q3EGW4ZQ7YMXK5PD" + "'\n", "AWS"),  # pragma: allowlist secret
        ("core/b.py", f"A = '{'x' * 130}'\n", "E501"),
        ("core/b.py", "import os\n", "F401"),
    ],
)
def test_the_gate_finds(small: Path, tmp_path: Path, name: str, content: str, finding: str) -> None:
    if shutil.which("bandit") is None and importlib.util.find_spec("bandit") is None:
        pytest.skip("the scanners are not installed here")
    (small / name).write_text(content, encoding="utf-8")
    assert any(finding in found for found in gate.judge(package.build(small, tmp_path)))


def test_the_gate_lets_a_good_zip_pass(small: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("bandit") is None:
        pytest.skip("the scanners are not installed here")
    assert gate.judge(package.build(small, tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("tracker=", "x=", "tracker is missing"),
        ("name=diachiso", "name=diachiso plugin", "may not say"),
        ("version=", "version=one", "version"),
        ("email=", "email=nobody ", "email"),
        ("repository=https", "repository=ftp", "not a URL"),
        ("icon=resources/icons/diachiso.svg", "icon=none.svg", "not in the zip"),
    ],
)
def test_the_gate_reads_the_metadata(tmp_path: Path, old: str, new: str, finding: str) -> None:
    assert METADATA.count(f"\n{old}") == 1
    (tmp_path / "metadata.txt").write_text(METADATA.replace(f"\n{old}", f"\n{new}"), encoding="utf-8")
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    (tmp_path / "resources" / "icons" / "diachiso.svg").write_text("<svg/>", encoding="utf-8")
    findings = gate.check_metadata(tmp_path)
    assert len(findings) == 1
    assert finding in findings[0]


@pytest.mark.parametrize(
    "name", ["d/tests/a.py", "d/run.sh", "d/lib/x.so", "d/.git/config", "d/core/.env", "d/core/__pycache__/a.pyc"]
)
def test_the_gate_reads_the_contents(name: str) -> None:
    good = ["d/__init__.py", "d/metadata.txt", "d/LICENSE"]
    assert gate.check_contents(good, 1) == []
    assert gate.check_contents([*good, name], 1) == [f"{name}: may not be in the zip"]
    assert gate.check_contents(good[:2], 1) == ["LICENSE: missing"]
    assert len(gate.check_contents(good, 26 * 1024 * 1024)) == 1
    assert len(gate.check_contents([*good, "other/a.py"], 1)) == 1
