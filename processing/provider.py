"""The Processing provider: the algorithms of this folder and the models of models/."""
from __future__ import annotations

import traceback
from importlib import import_module
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..compat import translate
from .model_file import ModelFile

HERE = Path(__file__).parent
ICONS = HERE.parent / "resources" / "icons"
LOG = "diachiso"

# (module of this folder, class): imported when QGIS asks for the algorithms, not before
ALGORITHMS = (
    ("create_register", "CreateRegister"),
    ("add_code_block", "AddCodeBlock"),
    ("diagnose_layer", "DiagnoseLayer"),
    ("check_land", "CheckLand"),
    ("import_layer", "ImportLayer"),
    ("match_codes", "MatchCodes"),
    ("assign_codes", "AssignCodes"),
    ("add_units", "AddUnits"),
    ("number_houses", "NumberHouses"),
    ("convert_units", "ConvertUnits"),
    ("export_sheet", "ExportSheet"),
    ("import_collected", "ImportCollected"),
    ("import_persons", "ImportPersons"),
    ("change_stage", "ChangeStage"),
    ("set_powers", "SetPowers"),
    ("erase_personal_data", "ErasePersonalData"),
    ("retention_report", "RetentionReport"),
    ("export_field_package", "ExportFieldPackage"),
    ("import_field_package", "ImportFieldPackage"),
    ("checkout_register", "CheckOutRegister"),
    ("checkin_register", "CheckInRegister"),
    ("end_checkout", "EndCheckout"),
    ("check_addresses", "CheckAddresses"),
    ("apply_fixes", "ApplyFixes"),
    ("mark_exceptions", "MarkExceptions"),
    ("resolve_conflicts", "ResolveConflicts"),
    ("review_certificate", "ReviewCertificate"),
    ("reserve_block", "ReserveBlock"),
    ("sync_register", "SyncRegister"),
    ("export_package", "ExportPackage"),
    ("import_receipt", "ImportReceipt"),
    ("print_notices", "PrintNotices"),
    ("handover_kit", "HandoverKit"),
    ("notice_results", "NoticeResults"),
    ("verify_addresses", "VerifyAddresses"),
    ("reverse_geocode", "ReverseGeocode"),
    ("print_plaques", "PrintPlaques"),
    ("update_plaques", "UpdatePlaques"),
    ("thematic_map", "ThematicMap"),
    ("lookup_file", "LookupFile"),
    ("publish_open_data", "PublishOpenData"),
    ("share_data", "ShareData"),
    ("server_project", "ServerProject"),
    ("progress_report", "ProgressReport"),
    ("consolidate_reports", "ConsolidateReports"),
    ("undo_apply", "UndoApply"),
    ("restore_backup", "RestoreBackup"),
    ("upgrade_register", "UpgradeRegister"),
    ("update_profile", "UpdateProfile"),
    ("migrate_register", "MigrateRegister"),
)


class DiachisoProvider(QgsProcessingProvider):
    """Offers everything of ours as `diachiso:<algorithm>`."""

    _models: list[ModelFile]

    def id(self) -> str:
        """The stable first half of every algorithm's id."""
        return "diachiso"

    def name(self) -> str:
        """The proper name of the plugin: the same in every language."""
        return "Địa chỉ số"

    def longName(self) -> str:  # noqa: N802
        """The name with what it means."""
        return translate("diachiso", "Địa chỉ số (digital addresses)")

    def icon(self) -> QIcon:
        """The plugin's icon."""
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:  # noqa: N802
        """The same as a file, which the toolbox prefers."""
        return str(ICONS / "diachiso.svg")

    def loadAlgorithms(self) -> None:  # noqa: N802
        """Add each algorithm and model; one that cannot be loaded is logged and does not take the others
        away.
        """
        for module, name in ALGORITHMS:
            try:
                self.addAlgorithm(getattr(import_module(f".{module}", __package__), name)())
            except Exception:  # whatever a missing library may raise
                _log(f"{module}: {traceback.format_exc()}")
        self._models = []
        for path in sorted((HERE / "models").glob("*.model3")):
            model = ModelFile(path)
            if model.read():
                self.addAlgorithm(model)
                self._models.append(model)
            else:
                _log(f"{path.name}: this model cannot be read")
        registry = QgsApplication.processingRegistry()
        if registry.providerById(self.id()) is None:
            registry.providerAdded.connect(self._complete_models)

    def _complete_models(self, provider: str) -> None:
        """Read the models again once QGIS can find their steps, whose outputs are the models' outputs."""
        if provider == self.id():
            QgsApplication.processingRegistry().providerAdded.disconnect(self._complete_models)
            for model in self._models:
                model.read()


def _log(text: str) -> None:
    QgsMessageLog.logMessage(text, LOG, Qgis.MessageLevel.Critical)
