"""The public data set of a register: data in three forms, field dictionary, counts, licence, catalogue entry."""
from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.agency import Agency, fill, load_agency, place_values
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.field_spec import Bilingual, FieldSpec
from ..core.open_data import OpenDataProfile, load_open_data
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.export_records import ExportRecord, note_export
from ..register.gate import writer_gate
from ..register.public_rows import Choice, class_names, commune_code
from ..register.reading import RegisterMeta, read_meta
from ..register.snapshot import snapshot_apart
from ..register.transaction import write_transaction
from .dcat import DataSet, catalogue, sha256
from .handing_over import all_of, handing_over
from .outgoing import Outgoing, aside
from .table_files import LATITUDE, LONGITUDE, Head, open_table

NAME = "dia_chi_so"
DICTIONARY, COUNTS, CATALOGUE, ABOUT = "tu_dien_truong.csv", "so_luong.csv", "dcat.jsonld", "DOC_TRUOC.txt"
KIND = "open_data"

NOTHING = Message(
    "open_data_nothing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} has no verified or issued address{where}, so there is nothing to publish. Let the "
        "registry verify them first (page Sync).",
    ),
)


@dataclass(frozen=True)
class Published:
    """What was published: the files, how many records, and how many values were withheld, by field."""

    folder: Path
    files: tuple[Path, ...]
    rows: int
    withheld: dict[str, int]


def publish_open_data(
    register: Path,
    folder: Path,
    *,
    profile: Optional[Path] = None,
    commune: str = "",
    language: str = "vi",
    today: Optional[date] = None,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> Published:
    """Write the public data set of a register into `folder` and note in the register that it was (DiachisoError).

    All files or none; those of an earlier time are replaced. GateCancelled. No personal data: see core.publishable.
    """
    register = register.resolve()
    found = load_open_data(profile, register)
    agency = load_agency(None, register)
    day = (today or date.today()).isoformat()

    def go_on() -> None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(register))

    with aside(folder) as made:
        result = made / "result"
        result.mkdir()
        files = [result / f"{NAME}.{kind}" for kind in found.formats]
        with snapshot_apart(register, made, cancelled) as con:
            meta = read_meta(con)
            specs = found.specs(meta.profile.fields)
            choice = Choice(found.stages, commune_code(con, commune))
            out = Outgoing(con, meta.profile.fields, specs, choice, found.only_for, language)
            heads = [Head(s.export or s.name, s.label.text(language), s.type) for s in specs]
            box = _write(out, files, heads, go_on, lambda share: progress(0.9 * share))
            classes = class_names(con)
        if not out.rows:
            raise DiachisoError(NOTHING, path=str(register), where=f" ({commune})" if commune else "")
        _write_dictionary(result / DICTIONARY, specs)
        _write_counts(result / COUNTS, out, classes)
        data = _data_set(found, agency, meta, box, day, out.rows)
        (result / CATALOGUE).write_text(catalogue(data, files, result / DICTIONARY), encoding="utf-8")
        _write_about(result / ABOUT, data, out, files)
        go_on()
        record = ExportRecord(
            KIND, out.rows, tuple(s.name for s in specs), recipient="public", purpose=data.title.text(language),
            files=tuple(f.name for f in files), details={"commune": choice.commune, "withheld": dict(out.withheld)},
        )  # fmt: skip
        made_files = all_of(result, folder)
        gate = writer_gate(register, action="publish open data", cancelled=cancelled)
        with gate, handing_over(made_files) as place, write_transaction(register) as con:
            note_export(con, record, out.codes)
            place()
    progress(1.0)
    return Published(folder, tuple(target for _, target in made_files), out.rows, dict(out.withheld))


def _write(
    out: Outgoing, files: Iterable[Path], heads: Sequence[Head], go_on: Callable[[], None],
    progress: Callable[[float], None],
) -> Optional[tuple[float, float, float, float]]:  # fmt: skip
    """Write the data files; the box of all positions."""
    low, high = np.full(2, np.inf), np.full(2, -np.inf)
    with ExitStack() as stack:
        writers = [stack.enter_context(open_table(file, heads, NAME, go_on)) for file in files]
        for batch in out.batches(progress):
            go_on()
            columns = [batch.columns[spec.name] for spec in out.specs]
            for writer in writers:
                writer.add(columns, batch.lonlat)
            low = np.fmin(low, np.fmin.reduce(batch.lonlat))
            high = np.fmax(high, np.fmax.reduce(batch.lonlat))
    if not np.isfinite([low, high]).all():
        return None
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _write_dictionary(path: Path, specs: Sequence[FieldSpec]) -> None:
    rows: list[Sequence[Any]] = []
    for s in specs:
        values = "; ".join(f"{choice.value} = {choice.label.vi}" for choice in s.values)
        rows.append((s.export, s.name, s.type.value, s.label.vi, s.label.en, s.help.vi, s.help.en, values))
    for name, vi, en in ((LONGITUDE, "Kinh độ (WGS 84, độ)", "Longitude (WGS 84, degrees)"),
                         (LATITUDE, "Vĩ độ (WGS 84, độ)", "Latitude (WGS 84, degrees)")):  # fmt: skip
        rows.append((name, name, "real", vi, en, "", "", ""))
    head = ("truong", "field", "kieu", "ten_vi", "name_en", "giai_thich_vi", "description_en", "gia_tri")
    _write_csv(path, [head, *rows])


def _write_counts(path: Path, out: Outgoing, classes: dict[str, tuple[str, str, str]]) -> None:
    rows: list[Sequence[Any]] = [("theo", "ma", "ten", "so_luong")]
    rows += [("xa_phuong", code, name, n) for (code, name), n in sorted(out.by_commune.items())]
    for code, n in sorted(out.by_class.items()):
        rows.append(("loai_doi_tuong", code, classes.get(code, ("", "", ""))[0], n))
    rows.append(("tong_so", "", "", out.rows))
    _write_csv(path, rows)


def _write_csv(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    with open(path, "w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)


def _data_set(
    found: OpenDataProfile, agency: Agency, meta: RegisterMeta, box: Optional[tuple[float, float, float, float]],
    day: str, rows: int,
) -> DataSet:  # fmt: skip
    values = {**place_values(meta.province), "province_code": meta.province_code}
    return DataSet(
        identifier=fill(found.identifier, values),
        title=Bilingual(fill(found.title.vi, values), fill(found.title.en, values)),
        description=Bilingual(fill(found.description.vi, values), fill(found.description.en, values)),
        keywords=found.keywords, themes=found.themes, frequency=found.frequency,
        publisher=agency.document("report", values).issuer.text_name, contact=agency.contact,
        licence=agency.text("licence", values), licence_link=agency.text("licence_link", values),
        place=meta.province, box=box, day=day, version=f"{day}.{meta.revision}", download=found.download, rows=rows,
    )  # fmt: skip


def _write_about(path: Path, data: DataSet, out: Outgoing, files: Sequence[Path]) -> None:
    """What a person reads first: in Vietnamese, the language of the data."""
    withheld = sum(out.withheld.values())
    count = f"{data.rows:,}".replace(",", ".")
    lines = [
        data.title.vi.upper(), "", data.description.vi, "",
        f"Cơ quan công bố: {data.publisher}", f"Trạng thái dữ liệu: ngày {data.day} (phiên bản {data.version})",
        f"Số bản ghi: {count}", f"Giấy phép: {data.licence} {data.licence_link}".rstrip(),
        "Hệ tọa độ: WGS 84 (EPSG:4326), kinh độ trước vĩ độ sau", "",
        "Các tệp:", *(f"  {file.name}  {file.stat().st_size} byte  SHA-256 {sha256(file)}" for file in files),
        f"  {DICTIONARY}  từ điển trường", f"  {COUNTS}  số lượng theo xã, phường và theo loại đối tượng",
        f"  {CATALOGUE}  mô tả theo DCAT-AP (JSON-LD)", "",
        "Dữ liệu không chứa dữ liệu cá nhân. Tên của nhà ở không được công bố.",
    ]  # fmt: skip
    if withheld:
        lines.append(f"{withheld} giá trị có thể cho biết về một người đã được để trống.")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
