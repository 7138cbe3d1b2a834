"""The provider: what cannot be loaded is logged and takes nothing else away; models are found."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingModelAlgorithm

from diachiso.processing import provider as module


def names(provider: module.DiachisoProvider) -> set[str]:
    return {algorithm.name() for algorithm in provider.algorithms()}


def test_one_broken_algorithm_or_model_leaves_the_others(qgis_app, tmp_path: Path, monkeypatch) -> None:
    model = QgsProcessingModelAlgorithm("Cả chuỗi", "diachiso")
    model.setName("whole_chain")
    (tmp_path / "models").mkdir()
    assert model.toFile(str(tmp_path / "models" / "whole_chain.model3"))
    (tmp_path / "models" / "broken.model3").write_text("<not a model")
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "ALGORITHMS", (("no_such_module", "X"), *module.ALGORITHMS))
    log: list[str] = []
    messages = QgsApplication.messageLog()
    remember = messages.messageReceived[str, str, module.Qgis.MessageLevel].connect(
        lambda text, tag, _level: log.append(text) if tag == "diachiso" else None
    )
    provider = module.DiachisoProvider()
    registry = QgsApplication.processingRegistry()
    registry.addProvider(provider)
    try:
        assert names(provider) >= {"createregister", "undoapply", "whole_chain"}
        assert registry.createAlgorithmById("diachiso:whole_chain") is not None
        assert any("no_such_module" in text for text in log) and any("broken.model3" in text for text in log)
    finally:
        registry.removeProvider(provider)
        messages.messageReceived[str, str, module.Qgis.MessageLevel].disconnect(remember)
    assert registry.providerById("diachiso") is None


def test_what_qgis_shows_of_the_provider(provider) -> None:
    assert (provider.id(), provider.name()) == ("diachiso", "Địa chỉ số")
    assert not provider.icon().isNull() and Path(provider.svgIconPath()).is_file()
