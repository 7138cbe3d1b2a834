#!/usr/bin/env python3
"""Make the models of processing/models/: chains of our algorithms, the same bytes from the same QGIS.

make_models.py [FOLDER]   default: processing/models/

QGIS does not translate what a model says, so every text is “Vietnamese – English”. Values come from the model's own
parameters; nothing in a model names a place of the machine that made it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildDependency,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QPointF, QSizeF  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
GROUP = "Mã địa chỉ – Address codes"
BOX = QSizeF(220, 60)
Source = QgsProcessingModelChildParameterSource


@dataclass(frozen=True)
class Step:
    """One algorithm of a chain: which of its parameters come from the model, from a step before, or are fixed."""

    id: str
    algorithm: str
    title: str
    from_model: dict[str, str]
    from_step: dict[str, tuple[str, str]] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, tuple[str, str]] = field(default_factory=dict)  # of the algorithm -> (name, title) of the model


@dataclass(frozen=True)
class Model:
    """A model: id (its file's name), title, help, parameters in their order, steps in theirs."""

    id: str
    title: str
    help: str
    parameters: Sequence[QgsProcessingParameterDefinition]
    steps: Sequence[Step]


def source(
    name: str, title: str, kind: int, help_text: str, optional: bool = False
) -> QgsProcessingParameterDefinition:
    """A layer."""
    return _helped(QgsProcessingParameterFeatureSource(name, title, [kind], optional=optional), help_text)


def column(name: str, title: str, layer: str, help_text: str) -> QgsProcessingParameterDefinition:
    """A field of a layer; it may be left empty."""
    return _helped(QgsProcessingParameterField(name, title, parentLayerParameterName=layer, optional=True), help_text)


def _helped(parameter: QgsProcessingParameterDefinition, text: str) -> QgsProcessingParameterDefinition:
    parameter.setHelp(text)
    return parameter


ANY = QgsProcessing.SourceType.TypeVectorAnyGeometry
POLYGON = QgsProcessing.SourceType.TypeVectorPolygon
BY_NAME = "Để trống: tự nhận theo tên. – Empty: found by its name."
PARCELS = source(
    "PARCELS", "Thửa đất, để lấy số tờ, số thửa – Parcels, for sheet and number", POLYGON,
    "Mỗi nhà nhận số tờ, số thửa của thửa đất chứa nó. – Each building gets the sheet and number of its parcel.", True,
)  # fmt: skip
FIELDS_OF_INPUT = {name: name for name in ("INPUT", "ID_FIELD", "NUMBER_FIELD", "STREET_FIELD")}


def land_layer() -> list[QgsProcessingParameterDefinition]:
    """The land layer and the fields of it that name an object."""
    return [
        source(
            "INPUT", "Lớp nhà hoặc thửa đất – Buildings or parcels", ANY,
            "Lớp có các đối tượng cần gán địa chỉ, hệ tọa độ nào cũng được. – "
            "The land layer whose objects get addresses, in any CRS.",
        ),
        column(
            "ID_FIELD", "Trường mã đối tượng – ID field", "INPUT",
            "Trường có giá trị đi theo đối tượng từ tháng này sang tháng khác. – "
            "Field whose value stays with an object from month to month. " + BY_NAME,
        ),
        column("NUMBER_FIELD", "Trường số nhà – House number field", "INPUT", BY_NAME),
        column("STREET_FIELD", "Trường tên đường – Street field", "INPUT", BY_NAME),
    ]  # fmt: skip


def plan_output(name: str, title: str) -> dict[str, tuple[str, str]]:
    """The plan layer of a step as a result of the model."""
    return {"OUTPUT": (name, title)}


def new_register() -> Model:
    """From layers to a register with codes: create, add the blocks, assign."""
    return Model(
        id="new_register",
        title="Lập sổ địa chỉ mới và gán mã – New register with codes",
        help=(
            "Lập sổ địa chỉ mới của một tỉnh, nhập các dải số đã được cấp, rồi gán mã cho mọi đối tượng của lớp. "
            "Kết quả được ghi ngay vào sổ; có thể hoàn tác. Nếu đã có mã được cấp trước đây thì không dùng mô "
            "hình này: hãy ghép mã đã cấp trước.\n\n"
            "Makes a new address register of a province, enters the reserved blocks, and assigns a code to every "
            "object of the layer. The result is written at once; it can be undone. Where codes were issued "
            "earlier, do not use this model: match those codes first."
        ),
        parameters=[
            _helped(
                QgsProcessingParameterString("PROVINCE", "Tỉnh (mã hoặc tên) – Province (code or name)"),
                "Ví dụ: 56 hoặc Khánh Hòa. – For example: 56 or Khánh Hòa.",
            ),
            source(
                "UNITS", "Ranh giới các xã – Communes", POLYGON,
                "Vùng của các xã, phường, đặc khu hiện nay. – The areas of the communes of today.",
            ),
            source(
                "STREETS", "Tuyến đường – Streets", QgsProcessing.SourceType.TypeVectorLine,
                "Đường có trường tên. – Street lines with a name field.", True,
            ),
            source(
                "SETTLEMENTS", "Thôn, tổ dân phố – Settlements", POLYGON,
                "Vùng có trường tên. – Areas with a name field.", True,
            ),
            _helped(
                QgsProcessingParameterFile(
                    "BLOCKS", "Bảng dải số (CSV) – Table of blocks (CSV)", fileFilter="CSV (*.csv *.CSV *.txt)"
                ),
                "Các cột – columns: commune, prefix, first, last, authority_doc.",
            ),
            *land_layer(),
            PARCELS,
        ],
        steps=[
            Step(
                "REGISTER", "createregister", "1. Lập sổ địa chỉ – Create register",
                {name: name for name in ("PROVINCE", "UNITS", "STREETS", "SETTLEMENTS")},
                outputs={"OUTPUT": ("REGISTER", "Sổ địa chỉ mới – New address register")},
            ),
            Step(
                "BLOCKS", "addcodeblock", "2. Nhập dải số – Add code blocks",
                {"BLOCKS": "BLOCKS"}, {"REGISTER": ("REGISTER", "OUTPUT")},
            ),
            Step(
                "ASSIGN", "assigncodes", "3. Gán mã – Assign codes",
                {**FIELDS_OF_INPUT, "PARCELS": "PARCELS"}, {"REGISTER": ("REGISTER", "OUTPUT")},
                {"DRY_RUN": False}, plan_output("PLAN", "Kết quả gán mã – What was assigned"),
            ),
        ],
    )  # fmt: skip


def match_and_assign() -> Model:
    """Into a register that is there: match the issued codes, then assign the rest."""
    return Model(
        id="match_and_assign",
        title="Ghép mã đã cấp rồi gán mã – Match issued codes, then assign",
        help=(
            "Ghép các mã đã cấp với nhà hoặc thửa đất, rồi cấp mới cho các đối tượng còn lại. Mã không ghép được "
            "chắc chắn được liệt kê ở mục cần xem xét và không bao giờ cấp cho đối tượng khác; đối tượng của "
            "chúng vẫn có thể được cấp mới, nên khi còn nhiều mã cần xem xét, hãy chạy riêng từng bước và rà "
            "soát.\n\n"
            "Matches the codes issued earlier to buildings or parcels, then assigns codes to the rest. Codes "
            "without a certain match are listed for a person and never given to another object; their objects may "
            "still get a new code, so with many doubtful codes run the two steps one by one and review."
        ),
        parameters=[
            _helped(
                QgsProcessingParameterFile(
                    "REGISTER", "Sổ địa chỉ – Address register", fileFilter="GeoPackage (*.gpkg *.GPKG);;* (*)"
                ),
                "Tệp GeoPackage trên ổ đĩa của máy này, hoặc pg: và tên kết nối PostgreSQL. – A GeoPackage on this "
                "computer's disk, or pg: and a PostgreSQL connection's name.",
            ),
            source(
                "OFFICIAL", "Mã đã cấp – Issued codes", QgsProcessing.SourceType.TypeVector,
                "Lớp điểm hoặc bảng các mã do nền tảng cấp. – Points or a table of codes that the platform has issued.",
            ),
            column("CODE_FIELD", "Trường mã – Code field", "OFFICIAL", BY_NAME),
            _helped(
                QgsProcessingParameterNumber(
                    "ACCURACY", "Độ chính xác của vị trí (m) – Accuracy of the positions (m)",
                    QgsProcessingParameterNumber.Type.Double, 15.0, minValue=0.1, maxValue=500.0,
                ),
                "Vị trí của mã đã cấp có thể lệch bao xa. – How far the position of an issued code may be off.",
            ),
            *land_layer(),
            PARCELS,
        ],
        steps=[
            Step(
                "MATCH", "matchcodes", "1. Ghép mã đã cấp – Match issued codes",
                {**FIELDS_OF_INPUT, **{name: name for name in ("REGISTER", "OFFICIAL", "CODE_FIELD", "ACCURACY")}},
                fixed={"DRY_RUN": False}, outputs=plan_output("MATCHED", "Kết quả ghép mã – What was matched"),
            ),
            Step(
                "ASSIGN", "assigncodes", "2. Gán mã – Assign codes",
                {**FIELDS_OF_INPUT, "REGISTER": "REGISTER", "PARCELS": "PARCELS"},
                fixed={"DRY_RUN": False}, outputs=plan_output("PLAN", "Kết quả gán mã – What was assigned"),
            ),
        ],
    )  # fmt: skip


def build(model: Model) -> QgsProcessingModelAlgorithm:
    """The model as QGIS has it; our provider must be registered, so that the steps know their outputs."""
    built = QgsProcessingModelAlgorithm(model.title, GROUP)
    for i, parameter in enumerate(model.parameters):
        box = QgsProcessingModelParameter(parameter.name())
        box.setDescription(parameter.description())
        box.setSize(BOX)
        box.setPosition(QPointF(140 + 240 * (i % 3), 60 + 80 * (i // 3)))
        built.addModelParameter(parameter.clone(), box)
    below = 60 + 80 * ((len(model.parameters) + 2) // 3) + 40
    before: list[QgsProcessingModelChildDependency] = []
    for i, step in enumerate(model.steps):
        built.addChildAlgorithm(_child(step, QPointF(380, below + 140 * i), before))
        before = [QgsProcessingModelChildDependency(step.id)]
    built.setParameterOrder([parameter.name() for parameter in model.parameters])
    built.setHelpContent(
        {
            "ALG_DESC": model.help,
            **{parameter.name(): parameter.help() for parameter in model.parameters},
        }
    )
    built.updateDestinationParameters()
    problems = [text for step in model.steps for text in _problems(built, step.id)]
    if problems:
        raise ValueError(f"{model.id}: {'; '.join(problems)}")
    return built


def _problems(built: QgsProcessingModelAlgorithm, child: str) -> list[str]:
    sound, texts = built.validateChildAlgorithm(child)
    return [] if sound else [f"{child}: {text}" for text in texts]


def _child(
    step: Step, position: QPointF, before: list[QgsProcessingModelChildDependency]
) -> QgsProcessingModelChildAlgorithm:
    child = QgsProcessingModelChildAlgorithm(f"diachiso:{step.algorithm}")
    if child.algorithm() is None:
        raise ValueError(f"there is no algorithm {step.algorithm}")
    child.setChildId(step.id)
    child.setDescription(step.title)
    child.setPosition(position)
    child.setSize(BOX)
    child.setDependencies(before)
    sources = {name: Source.fromModelParameter(parameter) for name, parameter in step.from_model.items()}
    sources.update({name: Source.fromChildOutput(*origin) for name, origin in step.from_step.items()})
    fixed = {**_defaults(child, set(sources)), **step.fixed}
    sources.update({name: Source.fromStaticValue(value) for name, value in fixed.items()})
    for name, value in sources.items():
        if child.algorithm().parameterDefinition(name) is None:
            raise ValueError(f"{step.algorithm} has no parameter {name}")
        child.addParameterSources(name, [value])
    outputs = {}
    for place, (name, (title, text)) in enumerate(step.outputs.items()):
        output = QgsProcessingModelOutput(title, text)
        output.setChildId(step.id)
        output.setChildOutputName(name)
        output.setMandatory(True)
        output.setPosition(position + QPointF(260, 60 + 60 * place))
        output.setSize(BOX)
        outputs[title] = output
    child.setModelOutputs(outputs)
    return child


def _defaults(child: QgsProcessingModelChildAlgorithm, given: set[str]) -> dict[str, Any]:
    """Defaults of what must have a value: a model does not take them by itself."""
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    return {
        definition.name(): definition.defaultValue()
        for definition in child.algorithm().parameterDefinitions()
        if not definition.isDestination() and not definition.flags() & optional and definition.name() not in given
    }


@contextmanager
def our_provider() -> Iterator[None]:
    """Our algorithms in QGIS's registry; the package is found by its name through a link."""
    with tempfile.TemporaryDirectory() as parent:
        os.symlink(ROOT, Path(parent) / "diachiso", target_is_directory=True)
        sys.path.insert(0, parent)
        from diachiso.processing.provider import DiachisoProvider

        provider = DiachisoProvider()
        registry = QgsApplication.processingRegistry()
        registry.addProvider(provider)
        try:
            yield
        finally:
            registry.removeProvider(provider)
            sys.path.remove(parent)


def write_all(folder: Path) -> list[Path]:
    """Write every model; our provider must be registered."""
    written = []
    for model in (new_register(), match_and_assign()):
        path = folder / f"{model.id}.model3"
        if not build(model).toFile(str(path)):
            raise OSError(f"{path} cannot be written")
        _tidy(path)
        written.append(path)
    return written


def _tidy(path: Path) -> None:
    """Attributes in alphabetical order: Qt writes them in another one each time."""
    tree = ElementTree.parse(path)
    for element in tree.iter():
        ordered = sorted(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(ordered)
    text = ElementTree.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f"<!DOCTYPE model>\n{text}\n", encoding="utf-8", newline="\n")


def main() -> int:
    """Make the models and name them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "processing" / "models")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    application = QgsApplication([], False)
    application.initQgis()
    with our_provider():
        for path in write_all(folder):
            print(path)
    application.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
