"""The plan of the house: which room may know which, and what every file of the package keeps to."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "register", "sync", "publish", "processing", "ui")
# ui, processing → publish, sync → register → core; compat is for every room that knows Qt.
MAY_IMPORT = {
    "core": {"core"},
    "register": {"register", "core", "compat"},
    "sync": {"sync", "register", "core", "compat"},
    "publish": {"publish", "register", "core", "compat"},
    "processing": {"processing", "publish", "sync", "register", "core", "compat"},
    "ui": {"ui", "publish", "sync", "register", "core", "compat"},
    "compat": {"compat"},
    "plugin": {"plugin", "compat", *ROOMS},
    "__init__": {"plugin"},
}
QT_OR_QGIS = {"qgis", "osgeo", "PyQt5", "PyQt6", "sip", "processing", "gdal", "ogr"}
NETWORK = {"requests", "http", "ftplib", "smtplib", "socketserver"}
SQL = re.compile(
    r"^\s*(SELECT\s.*\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s"
    r"|CREATE\s+(TEMP\s+|UNIQUE\s+|VIRTUAL\s+)?(TABLE|INDEX|TRIGGER|VIEW)\s|DROP\s+(TABLE|INDEX|TRIGGER|VIEW)\s"
    r"|ATTACH\s|VACUUM\b|BEGIN\s+IMMEDIATE)",
    re.DOTALL,
)
# A person's or this machine's folders, and the hosts that packages come from (put together here, so that
# this very file does not name them).
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home/[a-z]\w*|Users/[a-z]\w*)/")
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian", "org"),
        ("snapshot", "debian"),
        ("proxy", "golang"),
        ("crates", "io"),
    )
)


@dataclass(frozen=True)
class Import:
    """One import: the module's dotted name, relative to the root when it is one of ours."""

    line: int
    name: str
    ours: bool

    @property
    def top(self) -> str:
        """The first part of the name: the room, or the foreign package."""
        return self.name.split(".")[0]


def package_files(root: Path) -> list[Path]:
    """The Python files of the package (not the tests and the scripts)."""
    inner = [p for room in ROOMS for p in (root / room).rglob("*.py")]
    return sorted([*root.glob("*.py"), *inner])


def room_of(root: Path, path: Path) -> str:
    """The room that a file stands in; the name of the module for the few at the root."""
    parts = path.relative_to(root).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports(root: Path, path: Path, tree: ast.Module) -> Iterator[Import]:
    """Every import of a file, at the top, in a function, or for types only."""
    folder = path.relative_to(root).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name, ours=False)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                yield Import(node.lineno, f"{node.module}.{alias.name}", ours=False)
        elif isinstance(node, ast.ImportFrom):
            up = len(folder) - (node.level - 1)
            if up < 0:
                yield Import(node.lineno, "above-the-root", ours=True)
                continue
            base = [*folder[:up], *(node.module.split(".") if node.module else [])]
            for alias in node.names:
                yield Import(node.lineno, ".".join([*base, alias.name]), ours=True)


def check_import(room: str, path: Path, found: Import) -> str | None:
    """What is wrong with one import in this room, or None."""
    if found.ours:
        return None if found.top in MAY_IMPORT[room] else f"{room} may not know {found.top}"
    if found.top == "diachiso" or (found.top in ROOMS and found.top != "processing"):
        return "only relative imports inside the package"
    if found.top == "processing" and room not in ("processing", "ui", "plugin"):
        return f"{room} may not know Processing"
    if found.top in ("numpy", "shapely") and room not in (
        "core",
        "register",
        "sync",
        "publish",
        "processing",
        "ui",
    ):
        return f"{room} has no business with {found.top}"
    if found.top == "shapely" and path.parent.name != "geometry":
        return "shapely stands behind core/geometry"
    if found.name.startswith("sqlite3.") and room not in ("register", "sync"):
        return "SQL stands in register and sync only"
    if room == "core" and found.top in QT_OR_QGIS:
        return "core knows no Qt, no QGIS and no GDAL"
    if room == "register" and found.top == "qgis" and not found.name.startswith("qgis.PyQt.QtCore"):
        return "register knows nothing of QGIS but QtCore"
    network = found.top in NETWORK or found.name.startswith(("urllib.request", "qgis.PyQt.QtNetwork"))
    if room != "sync" and network:
        return "only sync speaks to the network"
    return None


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the nodes that are docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def annotations(tree: ast.Module) -> set[int]:
    """The ids of the nodes inside annotations, which Python 3.9 does not evaluate here."""
    found: set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            part = getattr(node, field, None)
            if isinstance(part, ast.AST):
                found |= {id(n) for n in ast.walk(part)}
    return found


def is_type(node: ast.expr) -> bool:
    """Whether an operand of `|` is surely a type: None, a built-in one, or a subscript of one."""
    if isinstance(node, ast.Subscript):
        return is_type(node.value)
    names = {"int", "str", "float", "bool", "bytes", "list", "dict", "tuple", "set", "frozenset", "Path"}
    return (isinstance(node, ast.Constant) and node.value is None) or (isinstance(node, ast.Name) and node.id in names)


def text_of(node: ast.AST) -> str:
    """The text of a string, with an x for each value in an f-string; empty for all else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def check_node(room: str, node: ast.AST, in_annotation: bool, is_docstring: bool) -> str | None:
    """What is wrong with one piece of syntax, or None."""
    if isinstance(node, ast.Assert):
        return "no assert outside the tests"
    if isinstance(node, ast.ExceptHandler) and len(node.body) == 1 and isinstance(node.body[0], ast.Pass):
        return "an exception may not pass in silence"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr) and not in_annotation:
        return "`X | Y` at run time needs Python 3.10" if is_type(node.left) or is_type(node.right) else None
    if not is_docstring and room not in ("register", "sync") and SQL.search(text_of(node)):
        return "SQL stands in register and sync only"
    if not isinstance(node, ast.Call):
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    keywords = {k.arg for k in node.keywords}
    if name == "zip" and "strict" in keywords:
        return "zip(strict=…) needs Python 3.10"
    if name == "dataclass" and keywords & {"slots", "kw_only"}:
        return "dataclass(slots=…, kw_only=…) needs Python 3.10"
    if name in ("translate", "QT_TRANSLATE_NOOP", "tr") and len(node.args) >= 2:
        context, text = node.args[:2]
        if isinstance(text, (ast.JoinedStr, ast.BinOp)):
            return "a text to translate is one plain string"
        if isinstance(text, ast.Constant) and getattr(context, "value", None) != "diachiso":
            return "the context of a text is the string 'diachiso' itself"
    return None


def check_file(root: Path, path: Path) -> list[str]:
    """Everything that is wrong with one Python file of the package."""
    room, source = room_of(root, path), path.read_text(encoding="utf-8")
    where = path.relative_to(root).as_posix()
    try:
        tree = ast.parse(source, feature_version=(3, 9))
    except SyntaxError as error:
        return [f"{where}:{error.lineno}: not Python 3.9: {error.msg}"]
    findings = []
    future = any(isinstance(n, ast.ImportFrom) and n.module == "__future__" for n in tree.body)
    if not future and any(not (isinstance(n, ast.Expr) and id(n.value) in docstrings(tree)) for n in tree.body):
        findings.append(f"{where}:1: from __future__ import annotations is missing")
    types = annotations(tree)
    for found in imports(root, path, tree):
        if fault := check_import(room, path, found):
            findings.append(f"{where}:{found.line}: {fault} ({found.name})")
    texts = docstrings(tree)
    for node in ast.walk(tree):
        # A connection may be handed on, and so be named in annotations.
        sqlite = isinstance(node, ast.Name) and node.id == "sqlite3" and (id(node) not in types or room == "core")
        if sqlite and room not in ("register", "sync"):
            findings.append(f"{where}:{node.lineno}: SQL stands in register and sync only")
        if fault := check_node(room, node, id(node) in types, id(node) in texts):
            findings.append(f"{where}:{getattr(node, 'lineno', 1)}: {fault}")
    return findings


def check_text(where: str, text: str) -> list[str]:
    """Paths of this machine and hosts of package registries in any text file of the project."""
    findings = []
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE_PATH.search(line):
            findings.append(f"{where}:{number}: a path of this machine")
        if any(host in line.lower() for host in REGISTRY_HOSTS):
            findings.append(f"{where}:{number}: a package registry's host")
    return findings


def project_files() -> list[Path]:
    """The files under version control, or those of the package where there is no git."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        inner = [p for folder in ("tests", "scripts", "resources") for p in (ROOT / folder).rglob("*.*")]
        return [p for p in (*package_files(ROOT), *ROOT.glob("*.*"), *inner) if p.is_file()]
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_rooms_and_rules() -> None:
    files = package_files(ROOT)
    assert {room_of(ROOT, p) for p in files} >= {"core", "register", "processing", "ui", "plugin", "compat"}
    findings = [finding for path in files for finding in check_file(ROOT, path)]
    assert not findings, "\n" + "\n".join(findings)


def test_no_machine_path_and_no_registry_host() -> None:
    findings = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a database
        findings += check_text(path.relative_to(ROOT).as_posix(), text)
    assert not findings, "\n" + "\n".join(findings)


def test_modules_are_small() -> None:
    lengths = {p.relative_to(ROOT).as_posix(): len(p.read_text("utf-8").splitlines()) for p in package_files(ROOT)}
    long = {name: n for name, n in lengths.items() if n > 300}
    assert len(long) <= max(1, len(lengths) // 10), f"a module of one idea is mostly under 300 lines: {long}"
    assert max(lengths.values()) <= 450, long


def test_processing_means_the_one_of_qgis(qgis_app: object) -> None:
    import processing

    import diachiso.processing

    assert ROOT not in Path(processing.__file__).resolve().parents
    assert hasattr(processing, "run")
    assert Path(diachiso.processing.__file__).resolve().parent == ROOT / "processing"


@pytest.mark.parametrize(
    ("where", "source", "fault"),
    [
        ("core/a.py", "from ..register import sql", "core may not know register"),
        ("core/codes/a.py", "from ...compat import translate", "core may not know compat"),
        ("core/a.py", "def f():\n    from qgis.core import QgsGeometry", "core knows no Qt"),
        ("core/a.py", "import sqlite3\nx = sqlite3.connect('a')", "SQL stands in"),
        ("core/a.py", "import sqlite3\ndef f(con: sqlite3.Connection) -> None: ...", "SQL stands in"),
        ("ui/a.py", "from sqlite3 import connect", "SQL stands in"),
        ("ui/a.py", "import sqlite3\nx = sqlite3.connect('a')", "SQL stands in"),
        ("core/a.py", "import shapely", "behind core/geometry"),
        ("core/a.py", "from diachiso.core import text", "only relative"),
        ("core/a.py", "from register import sql", "only relative"),
        ("core/a.py", "from ... import x", "core may not know above-the-root"),
        ("core/a.py", "assert True", "no assert"),
        ("core/a.py", "try:\n    f()\nexcept OSError:\n    pass", "in silence"),
        ("core/a.py", "from typing import cast\nx = cast(int | None, 1)", "Python 3.10"),
        ("core/a.py", "match x:\n    case 1:\n        f()", "not Python 3.9"),
        ("core/a.py", "list(zip([1], [2], strict=True))", "Python 3.10"),
        ("core/a.py", "@dataclass(frozen=True, slots=True)\nclass A: ...", "Python 3.10"),
        ("core/a.py", "import urllib.request", "only sync speaks"),
        ("register/a.py", "from ..processing import base", "register may not know processing"),
        ("register/a.py", "from qgis.core import QgsVectorLayer", "but QtCore"),
        ("sync/a.py", "from ..publish import report", "sync may not know publish"),
        ("processing/a.py", "from ..ui import dock", "processing may not know ui"),
        ("processing/a.py", "from ..plugin import DiachisoPlugin", "processing may not know plugin"),
        ("processing/a.py", "q = 'SELECT code FROM address'", "SQL stands in"),
        ("processing/a.py", "q = f'UPDATE {t} SET a = 1'", "SQL stands in"),
        ("ui/a.py", "from qgis.PyQt.QtNetwork import QNetworkRequest", "only sync speaks"),
        ("ui/a.py", "translate('diachiso', f'Hello {x}')", "one plain string"),
        ("ui/a.py", "translate('Dock', 'Hello')", "the string 'diachiso'"),
    ],
)
def test_the_check_finds_a_planted_violation(tmp_path: Path, where: str, source: str, fault: str) -> None:
    path = tmp_path / where
    path.parent.mkdir(parents=True)
    path.write_text(f"from __future__ import annotations\n\n{source}\n", encoding="utf-8")
    findings = check_file(tmp_path, path)
    assert len(findings) == 1, findings
    assert fault in findings[0]


@pytest.mark.parametrize(
    ("where", "source"),
    [
        ("core/geometry/a.py", "import shapely\nfrom ..errors import Message"),
        (
            "core/a.py",
            "def f(x: int | None) -> list[int] | None:\n    '''SELECT a FROM b'''\n    return {1} | {2}",
        ),
        (
            "register/a.py",
            "import sqlite3\nfrom ..core import text\nfrom ..compat import translate\nq = 'PRAGMA x'",
        ),
        ("ui/a.py", "import processing\nfrom ..register import backup\ntranslate('diachiso', 'Update now')"),
        ("processing/a.py", "import sqlite3\ndef f(con: sqlite3.Connection) -> sqlite3.Row: ..."),
        ("plugin.py", "from .ui.dock import AddressDock\nfrom .processing.provider import P"),
    ],
)
def test_the_check_lets_lawful_code_pass(tmp_path: Path, where: str, source: str) -> None:
    path = tmp_path / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"from __future__ import annotations\n\n{source}\n", encoding="utf-8")
    assert check_file(tmp_path, path) == []


def test_missing_future_import_is_found(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    path = tmp_path / "core" / "a.py"
    path.write_text('"""A module."""\nimport os\n', encoding="utf-8")
    assert "annotations is missing" in check_file(tmp_path, path)[0]
    path.write_text('"""Only a docstring."""\n', encoding="utf-8")
    assert check_file(tmp_path, path) == []


@pytest.mark.parametrize(
    "line",
    [
        "path = '/" + "work/main/x'",
        "open('/" + "root/x')",
        "/" + "home/an/data",
        "https://" + REGISTRY_HOSTS[0] + "/simple",
    ],
)
def test_machine_paths_and_hosts_are_found(line: str) -> None:
    assert check_text("a.md", f"fine\n{line}")[0].startswith("a.md:2:")
    assert check_text("a.md", "see ../shared/data, /usr/share/doc and https://example.org/work/x") == []
