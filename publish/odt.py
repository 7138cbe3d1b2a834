"""Filling an OpenDocument template (.odt): the one place that does. Offices edit the template in LibreOffice or Word.

In the template's text:
  {name}        a value; also in page headers and footers
  {list.name}   a table row (or, outside of tables, a paragraph or list item) that names a list is repeated for each of
                its items; with an empty list it is left out
  {list@kind.name}   a row for the items of that kind only (a subtotal, say); it stands beside the plain one
A frame whose name (LibreOffice: Properties, Options) is that of a picture shows the picture given under it.

Nothing is parsed as XML: only text between tags is replaced, and it is escaped.
"""
from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .xlsx_parts import clean

Value = Union[str, int, float, None]
KIND = "@kind"
"""The key of an item that says its kind."""

_MIME = "application/vnd.oasis.opendocument.text"
_FILLED = ("content.xml", "styles.xml", "meta.xml")
_TEXTS = ("content.xml", "styles.xml")
_TAG = re.compile(r"(<[^>]*>)")
_FIELD = re.compile(r"\{(?:(?P<list>\w+)(?:@(?P<kind>\w+))?\.)?(?P<name>\w+)\}")
# The innermost of each: what a list repeats holds no other of its kind.
_REPEATED = {
    tag: re.compile(rf"<{tag}(?:\s[^>]*)?>(?:(?!<{tag}[\s>]).)*?</{tag}>", re.DOTALL)
    for tag in ("table:table-row", "text:list-item", "text:p", "text:h")
}
_FRAME = r'(<draw:frame\b[^>]*\bdraw:name="{name}"[^>]*>).*?(</draw:frame>)'
_MANIFEST = "META-INF/manifest.xml"

NOT_A_TEMPLATE = Message(
    "odt_not_a_template",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path} is no OpenDocument text ({problem}). Choose a template that was saved as .odt."
    ),
)
UNKNOWN_FIELD = Message(
    "odt_unknown_field",
    QT_TRANSLATE_NOOP(
        "diachiso", "The template {path} names {{{name}}}, which is not known. Correct it there; known are: {known}."
    ),
)
NO_FRAME = Message(
    "odt_no_frame",
    QT_TRANSLATE_NOOP(
        "diachiso", "The template {path} has no frame named “{name}” for the picture. Name a frame so, or leave it out."
    ),
)
NOT_WRITTEN = Message(
    "odt_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The document {path} cannot be written ({problem}). Close it in other programs, check the free space and that "
        "you may write into the folder, and try again.",
    ),
)


@dataclass(frozen=True)
class Picture:
    """A picture for a frame of the template: PNG or SVG; the frame keeps its size."""

    data: bytes
    suffix: str = "png"

    @property
    def media_type(self) -> str:
        """As the manifest says it."""
        return "image/svg+xml" if self.suffix == "svg" else f"image/{self.suffix}"


@dataclass(frozen=True)
class OdtContent:
    """What goes into a template: values and lists by name, pictures by the name of their frame.

    A line break in a value becomes one in the document. An item of a list may say its kind under `KIND`.
    """

    values: Mapping[str, Value]
    lists: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def fill_odt(template: Path, output: Path, content: OdtContent) -> None:
    """Write the filled template, whole or not at all (DiachisoError for a template or a path that does not serve)."""
    partial = output.with_name(output.name + ".part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        _Filling(template, content).write(partial)
        os.replace(partial, output)
    except OSError as error:
        raise DiachisoError(NOT_WRITTEN, path=str(output), problem=error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)


class _Filling:
    def __init__(self, template: Path, content: OdtContent) -> None:
        self.template, self.content = template, content

    def write(self, path: Path) -> None:
        parts = self._parts()
        for name in _FILLED:
            if name in parts:
                parts[name] = self._filled(parts[name].decode("utf-8")).encode("utf-8")
        self._place_pictures(parts)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(zipfile.ZipInfo("mimetype"), _MIME, zipfile.ZIP_STORED)  # first and plain: the format's
            for name, data in parts.items():
                package.writestr(name, data)

    def _parts(self) -> dict[str, bytes]:
        try:
            with zipfile.ZipFile(self.template) as package:
                parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
        except (OSError, zipfile.BadZipFile, RuntimeError) as error:  # RuntimeError: with a password
            raise DiachisoError(NOT_A_TEMPLATE, path=str(self.template), problem=str(error)) from error
        mime = parts.pop("mimetype", b"").decode("ascii", "replace").strip()
        if not mime.startswith(_MIME) or "content.xml" not in parts or _MANIFEST not in parts:
            raise DiachisoError(NOT_A_TEMPLATE, path=str(self.template), problem=mime or "mimetype")
        # What was saved as a template (.ott) becomes a document.
        parts[_MANIFEST] = parts[_MANIFEST].replace(f'"{mime}"'.encode(), f'"{_MIME}"'.encode())
        return parts

    def _filled(self, text: str) -> str:
        text = _joined_fields(text)
        for pattern in _REPEATED.values():
            text = self._repeated(pattern, text)
        return "".join(
            part if part.startswith("<") else _FIELD.sub(lambda m: self._value(m, self.content.values), part)
            for part in _TAG.split(text)
        )

    def _repeated(self, pattern: re.Pattern[str], text: str) -> str:
        """The text with each row (paragraph …) that names a list repeated; rows of one list in a row go together."""
        out, at = [], 0
        found = [(m, name) for m in pattern.finditer(text) if (name := _list_of(m.group()))]
        k = 0
        while k < len(found):
            first, name = found[k]
            group = [first]
            while k + 1 < len(found) and found[k + 1][1] == name and not text[group[-1].end(): found[k + 1][0].start()]:
                k += 1
                group.append(found[k][0])
            out += [text[at: first.start()], *self._items(name, [m.group() for m in group])]
            at = group[-1].end()
            k += 1
        return "".join((*out, text[at:]))

    def _items(self, name: str, rows: Sequence[str]) -> Iterator[str]:
        if name not in self.content.lists:
            raise DiachisoError(UNKNOWN_FIELD, path=str(self.template), name=f"{name}.…", known=self._known())
        by_kind = {kind: row for row in rows for kind in _kinds_of(row)}
        for item in self.content.lists[name]:
            row = by_kind.get(str(item.get(KIND) or ""), by_kind.get("", rows[0]))
            yield _FIELD.sub(lambda m, item=item: self._value(m, item, name), row)  # type: ignore[misc]

    def _value(self, match: re.Match[str], values: Mapping[str, Value], of_list: str = "") -> str:
        name = match["name"]
        if of_list and match["list"] != of_list:
            return match.group()  # a plain value within the row: its turn comes
        if match["list"] and not of_list or name not in values:
            shown = match.group().strip("{}")
            known = ", ".join(f"{{{key}}}" for key in values) if of_list else self._known()
            raise DiachisoError(UNKNOWN_FIELD, path=str(self.template), name=shown, known=known)
        return _as_text(values[name])

    def _known(self) -> str:
        lists = (f"{{{name}.…}}" for name in self.content.lists)
        return ", ".join([*(f"{{{name}}}" for name in self.content.values), *lists])

    def _place_pictures(self, parts: dict[str, bytes]) -> None:
        entries = []
        for k, (name, picture) in enumerate(self.content.pictures.items()):
            path = f"Pictures/diachiso{k}.{picture.suffix}"
            image = f'<draw:image xlink:href="{path}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            frame = re.compile(_FRAME.format(name=re.escape(clean(name))), re.DOTALL)
            placed = 0
            for part in _TEXTS:
                if part in parts:
                    text, count = frame.subn(rf"\g<1>{image}\g<2>", parts[part].decode("utf-8"))
                    parts[part] = text.encode("utf-8")
                    placed += count
            if not placed:
                raise DiachisoError(NO_FRAME, path=str(self.template), name=name)
            parts[path] = picture.data
            entries.append(
                f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{picture.media_type}"/>'
            )
        end = "</manifest:manifest>"
        parts[_MANIFEST] = parts[_MANIFEST].replace(end.encode(), "".join((*entries, end)).encode())


def _joined_fields(text: str) -> str:
    """The text with each {field} in one piece: editors like to put tags between its letters."""
    parts = _TAG.split(text)
    open_at = -1
    for k in range(0, len(parts), 2):  # even ones are text
        if open_at >= 0:
            head, brace, tail = parts[k].partition("}")
            if brace and re.fullmatch(r"\{[\w@.]*", rest := parts[open_at][parts[open_at].rfind("{"):] + head):
                parts[open_at] = parts[open_at][: parts[open_at].rfind("{")] + rest + brace
                parts[k] = tail
                open_at = -1
            elif not brace and re.fullmatch(r"[\w@.]*", parts[k]):
                parts[open_at] += parts[k]
                parts[k] = ""
                continue
            else:
                open_at = -1
        if parts[k].rfind("{") > parts[k].rfind("}"):
            open_at = k
    return "".join(parts)


def _list_of(piece: str) -> str:
    return next((m["list"] for m in _FIELD.finditer(piece) if m["list"]), "")


def _kinds_of(row: str) -> set[str]:
    return {m["kind"] or "" for m in _FIELD.finditer(row) if m["list"]}


def _as_text(value: Any) -> str:
    text = "" if value is None else str(value)
    text = clean(text).replace("\r\n", "\n").replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return re.sub(" {2,}", lambda m: f' <text:s text:c="{len(m.group()) - 1}"/>', text)
