"""diachiso:reserveblock — have the registry reserve numbers of a commune, and enter the block."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..sync.blocks import MOST, reserve_block
from ..sync.device import QgisDevice, device_of
from .base import DiachisoAlgorithm
from .registry_account import AUTHCFG, REGISTRY, add_registry, registry_address, unlocked_account

COMMUNE, COUNT, BLOCKS, NUMBERS, ADDED = "COMMUNE", "COUNT", "BLOCKS", "NUMBERS", "ADDED"
USUAL = 500


class ReserveBlock(DiachisoAlgorithm):
    """One block; asked for again after a lost answer it is the same one."""

    NAME = "reserveblock"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Reserve a block of codes at the registry")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Asks the registry for numbers of a commune that nobody else gets, and enters them as a block with the "
        "registry's document; from then on codes are given out of it, offline. Where no answer comes, run it again: "
        "the registry then gives the same numbers, and none are reserved twice. For registries that do this over the "
        "network; for all others there is “Add code block”.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,block,range,numbers,code,registry,reserve")
    ICON = "add_block.svg"
    AT_ONCE = True
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        add_registry(self)
        self.add(
            QgsProcessingParameterString(COMMUNE, translate("diachiso", "Commune (code or name)")),
            translate("diachiso", "The commune that the numbers are reserved for, as it stands in the register."),
        )
        self.add(
            QgsProcessingParameterNumber(
                COUNT, translate("diachiso", "How many numbers"), type=QgsProcessingParameterNumber.Type.Integer,
                defaultValue=USUAL, minValue=1, maxValue=MOST,
            ),  # fmt: skip
            translate("diachiso", "As many as are needed until the next time; what is not used stays reserved."),
        )
        self.addOutput(QgsProcessingOutputNumber(BLOCKS, translate("diachiso", "Blocks added")))
        self.addOutput(QgsProcessingOutputNumber(NUMBERS, translate("diachiso", "Numbers in them")))
        self.addOutput(QgsProcessingOutputString(ADDED, translate("diachiso", "The blocks, each with its range")))

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Unlock the account, in the main thread."""
        self._authcfg = unlocked_account(self.parameterAsString(parameters, AUTHCFG, context))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Ask, and enter what comes."""
        register = self.register_path(parameters, context)
        url = registry_address(self.parameterAsString(parameters, REGISTRY, context))
        commune = self.parameterAsString(parameters, COMMUNE, context)
        count = self.parameterAsInt(parameters, COUNT, context)
        from ..sync.qgis_transport import qgis_transport  # Qt's network is no business of a start

        carrier = qgis_transport(self._authcfg, feedback.isCanceled)
        device = device_of(register, QgisDevice())
        added = reserve_block(register, carrier, url, device, commune, count, feedback.isCanceled)
        for block in added:
            text = translate("diachiso", "Commune {commune}: block {block} ({document})")
            feedback.pushInfo(
                text.format(commune=block.commune_code, block=block.label(), document=block.authority_doc or "–")
            )
        if not added:
            feedback.pushWarning(translate("diachiso", "The block was entered before; nothing had to be done."))
        numbers = sum(block.last - block.first + 1 for block in added)
        return {BLOCKS: len(added), NUMBERS: numbers, ADDED: ", ".join(block.label() for block in added)}
