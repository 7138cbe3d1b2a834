"""The upload gate of the QGIS plugin site, run on the built zip: metadata, contents, and three scanners."""

from __future__ import annotations

import configparser
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_BYTES = 25 * 1024 * 1024
REQUIRED = (
    "name",
    "description",
    "version",
    "qgisMinimumVersion",
    "author",
    "email",
    "about",
    "tracker",
    "repository",
)
SCANNERS = ("bandit", "detect_secrets", "flake8")
FORBIDDEN = re.compile(
    r"(^|/)(tests?|scripts|__pycache__|__MACOSX|\.[^/]+)/|(^|/)\.[^/]+$|\.(sh|so|dll|exe|pyd|dylib|pyc|o|a|zip|jar)$",
    re.I,
)


def check_contents(names: list[str], size: int) -> list[str]:
    """What is wrong with the zip as a file: size, folders, files that may not be in it."""
    findings = [f"{name}: may not be in the zip" for name in names if FORBIDDEN.search(name)]
    folders = {name.split("/")[0] for name in names}
    if len(folders) != 1:
        findings.append(f"one folder is expected, found {sorted(folders)}")
    folder = next(iter(sorted(folders)), "")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", folder) or "plugin" in folder.lower():
        findings.append(f"{folder}: not a name for the folder")
    for name in ("metadata.txt", "__init__.py", "LICENSE"):
        if f"{folder}/{name}" not in names:
            findings.append(f"{name}: missing")
    if size > MAX_BYTES:
        findings.append(f"{size} bytes: more than {MAX_BYTES}")
    return findings


def check_metadata(package: Path) -> list[str]:
    """What is wrong with metadata.txt."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys are camelCase
    parser.read(package / "metadata.txt", encoding="utf-8")
    general = dict(parser["general"]) if parser.has_section("general") else {}
    findings = [f"metadata.txt: {key} is missing" for key in REQUIRED if not general.get(key, "").strip()]
    if "plugin" in general.get("name", "").lower():
        findings.append("metadata.txt: the name may not say 'plugin'")
    if not re.fullmatch(r"\d+(\.\d+){1,3}([-+.]?[a-z0-9]+)?", general.get("version", "")):
        findings.append(f"metadata.txt: version {general.get('version')!r}")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", general.get("email", "")):
        findings.append("metadata.txt: email")
    findings += [
        f"metadata.txt: {key} is not a URL"
        for key in ("tracker", "repository", "homepage")
        if key in general and not general[key].startswith("https://")
    ]
    icon = general.get("icon")
    if icon and not (package / icon).is_file():
        findings.append(f"metadata.txt: the icon {icon} is not in the zip")
    return findings


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one scanner of this Python's environment."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False
    )


def bandit(folder: Path) -> list[str]:
    """Every finding of bandit, whatever its severity."""
    done = run("bandit", "-r", "-q", "-f", "json", folder.name, cwd=folder.parent)
    report = json.loads(done.stdout)
    findings = [f"bandit: {e['filename']}: {e['reason']}" for e in report["errors"]]
    return findings + [
        f"bandit: {r['filename']}:{r['line_number']}: {r['test_id']} {r['issue_text']}"
        for r in report["results"]
    ]


def detect_secrets(folder: Path) -> list[str]:
    """Everything that looks like a password or a key."""
    done = run("detect_secrets", "scan", "--all-files", folder.name, cwd=folder.parent)
    if done.returncode:
        return [f"detect-secrets: {done.stderr.strip()}"]
    results = json.loads(done.stdout)["results"]
    return [
        f"detect-secrets: {f}:{hit['line_number']}: {hit['type']}"
        for f, hits in results.items()
        for hit in hits
    ]


def flake8(folder: Path) -> list[str]:
    """Every finding of flake8 at 120 columns."""
    done = run("flake8", "--isolated", "--max-line-length=120", folder.name, cwd=folder.parent)
    if done.returncode and not done.stdout:
        return [f"flake8: {done.stderr.strip()}"]
    return [f"flake8: {line}" for line in done.stdout.splitlines()]


def judge(archive: Path) -> list[str]:
    """All the findings about one zip; none means that it may be uploaded."""
    with tempfile.TemporaryDirectory() as temporary, zipfile.ZipFile(archive) as content:
        names = [name for name in content.namelist() if not name.endswith("/")]
        findings = check_contents(names, archive.stat().st_size)
        content.extractall(temporary)
        package = Path(temporary) / names[0].split("/")[0]
        return (
            findings + check_metadata(package) + bandit(package) + detect_secrets(package) + flake8(package)
        )


def main(arguments: list[str]) -> int:
    """Judge the zip that is named, or the newest in dist/."""
    archives = [Path(a) for a in arguments] or sorted(
        ROOT.glob("dist/*.zip"), key=lambda p: p.stat().st_mtime
    )[-1:]
    if not archives:
        print("gate: no zip; run scripts/package.sh", file=sys.stderr)
        return 2
    missing = [name for name in SCANNERS if importlib.util.find_spec(name) is None]
    if missing:
        print(f"gate: {', '.join(missing)}: not installed; run scripts/setup.sh", file=sys.stderr)
        return 2
    findings = judge(archives[0])
    for finding in findings:
        print(finding)
    print(f"gate: {archives[0].name}: {len(findings)} findings, {archives[0].stat().st_size / 1024:.0f} KiB")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
