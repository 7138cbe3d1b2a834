"""The dock *Địa chỉ số*: a page per step of the work, the running job at its foot, the review panel below the map."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget, QTabWidget, QVBoxLayout, QWidget

from .assign_page import AssignPage
from .complete_page import CompletePage
from .desk import Desk
from .job_bar import JobBar
from .overview_page import OverviewPage
from .page import Page
from .plan_review import PlanReview
from .plan_step import PlanStep
from .plan_store import plan_kind
from .publish_page import PublishPage
from .review_page import ReviewPage
from .search_box import SearchBox
from .sync_page import SyncPage

TITLE = "Địa chỉ số"  # a proper name: the same in every language
PAGES: tuple[type[Page], ...] = (OverviewPage, AssignPage, ReviewPage, SyncPage, CompletePage, PublishPage)
MIN_WIDTH = 430


class AddressDock(QDockWidget):
    """Holds the pages; `close_register` lets go of the register, `cleanup` of everything."""

    def __init__(self, iface: Any, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent)
        self.setObjectName("diachisoDock")
        self.iface = iface
        self.desk = Desk(iface, self)
        self.review: PlanReview | None = None
        body = QWidget(self)
        body.setMinimumWidth(MIN_WIDTH)
        self.tabs = QTabWidget(body)
        self.tabs.setObjectName("diachisoPages")
        self.tabs.setDocumentMode(True)
        self.pages: dict[str, Page] = {}
        for page_class in PAGES:
            page = page_class(self.desk, self.tabs)
            self.pages[page.NAME] = page
            self.tabs.addTab(page, page.title())
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.search_box = SearchBox(self.desk, body)
        layout.addWidget(self.search_box)
        layout.addWidget(self.tabs, 1)
        self.job_bar = JobBar(self.desk.jobs, body)
        layout.addWidget(self.job_bar)
        self.setWidget(body)
        self._is_clean = False
        self.tabs.currentChanged.connect(self._make_room)
        self.desk.changed.connect(self.refresh)
        self.desk.plan_made.connect(self.show_plan)
        self.desk.problem.connect(self.job_bar.tell)
        self.visibilityChanged.connect(self._come_back)
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_leave)

    def _come_back(self, visible: bool) -> None:
        if visible and not self._is_clean:
            self.desk.look()

    def _make_room(self, _tab: int) -> None:
        page = self.tabs.currentWidget()
        self.search_box.setVisible(not (isinstance(page, Page) and page.FILLS))

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self.tabs.setCurrentWidget(self.pages[name])

    def refresh(self) -> None:
        """Show the desk's state on every page and in the review panel."""
        for page in self.pages.values():
            page.refresh()
        step = self._step_of_plan()
        if self.review is not None:
            self.review.block_apply(step.reason_not_applicable() if step is not None else "")

    def show_plan(self, layer: Any) -> None:
        """Show a plan in the review panel, which is made when it is first needed."""
        if self.review is None:
            self.review = PlanReview(self.iface, self.iface.mainWindow())
            self.review.apply_requested.connect(self._apply_reviewed)
            self.iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.review)
        if self.review.layer() is not layer:
            self.review.show_plan(layer)
        self.review.show()
        self.review.raise_()
        self.refresh()

    def close_register(self) -> None:
        """Let go of the register and of its plan."""
        if self.review is not None:
            self.review.show_plan(None)
        self.desk.session.close()

    def cleanup(self) -> None:
        """Stop all work, disconnect from QGIS and remove the review panel; the dock itself stays to be removed."""
        if self._is_clean:
            return
        self._is_clean = True
        QgsProject.instance().layersWillBeRemoved.disconnect(self._layers_leave)
        self.desk.changed.disconnect(self.refresh)
        for page in self.pages.values():
            page.close_page()
        self.search_box.stop()
        self.desk.close()
        if self.review is not None:
            self.review.stop()
            self.review.model.set_layer(None)
            self.iface.removeDockWidget(self.review)
            self.review.hide()
            self.review.setParent(None)
            self.review.deleteLater()
            self.review = None

    def deleteLater(self) -> None:  # noqa: N802 - Qt's name
        """Clean up before going, whoever removes the dock."""
        self.cleanup()
        super().deleteLater()

    def _steps(self) -> tuple[PlanStep, ...]:
        page = self.pages.get(AssignPage.NAME)
        return page.plan_steps() if isinstance(page, AssignPage) else ()

    def _step_of_plan(self) -> PlanStep | None:
        layer = self.review.layer() if self.review is not None else None
        if layer is None:
            return None
        return next((step for step in self._steps() if plan_kind(layer) == step.KIND), None)

    def _apply_reviewed(self) -> None:
        step = self._step_of_plan()
        if step is not None:
            step.apply()

    def _layers_leave(self, layer_ids: list[str]) -> None:
        # The steps look at their plans again when the layers are gone: LayerRoles tells them.
        if self.review is not None:
            layer = self.review.layer()
            if layer is not None and layer.id() in layer_ids:
                self.review.show_plan(None)
