"""Small widgets that the pages share: notes, buttons that say why they are off, steps, a flow of chips."""
from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QPoint, QRect, QSize, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLayout,
    QLayoutItem,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate


class Note(QLabel):
    """A line of text that wraps, can be selected, and takes no room while it is empty."""

    def __init__(self, name: str, parent: QWidget | None = None, strong: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Ignored width: a long path must not widen the dock.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        font = self.font()
        font.setBold(strong)
        self.setFont(font)
        self.say("")

    def say(self, text: str) -> None:
        """Show the text, or nothing."""
        self.setText(text)
        self.setVisible(bool(text))


class ReasonButton(QPushButton):
    """A button that, when it cannot be pressed, says why in its tooltip."""

    def __init__(self, name: str, text: str, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self._help = help_text
        self.reason = ""
        self.block("")

    def block(self, reason: str) -> None:
        """Disable the button for this reason, or enable it where there is none."""
        self.reason = reason
        self.setEnabled(not reason)
        self.setToolTip(reason or self._help)


def action_button(name: str, text: str, help_text: str, clicked: Callable[[], None]) -> ReasonButton:
    """A button that does something; `clicked` is not told whether it is checked."""
    button = ReasonButton(name, text, help_text)
    button.clicked.connect(lambda _checked=False: clicked())
    return button


def first_reason(*buttons: ReasonButton) -> str:
    """The reason of the first button that is off, for the label beside the buttons."""
    return next((button.reason for button in buttons if button.reason), "")


def fit_rows(tree: QTreeWidget, most: int) -> None:
    """Make a tree as high as the rows that it shows, up to `most`: no empty panel, no scrolling for a few rows."""
    heights: list[int] = []
    item = tree.topLevelItem(0)
    while item is not None and len(heights) < most:
        heights.append(max(tree.sizeHintForIndex(tree.indexFromItem(item)).height(), tree.fontMetrics().height()))
        item = tree.itemBelow(item)
    header = 0 if tree.isHeaderHidden() else tree.header().sizeHint().height()
    tree.setFixedHeight(header + sum(heights or [tree.fontMetrics().height()]) + 2 * tree.frameWidth() + 2)


def let_shrink(combo: QComboBox) -> None:
    """Let a combo fill its line, however long its entries: a long layer name must not widen the dock."""
    combo.setMinimumContentsLength(8)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    combo.currentTextChanged.connect(combo.setToolTip)


class Step(QgsCollapsibleGroupBox):
    """A numbered section of a page: a title with a tick when done, its state in a line, its content."""

    def __init__(self, name: str, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = f"{number}. {title}" if number else title
        self.setTitle(self._title)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(6)
        self.state = Note(f"{name}State", self)
        self.body.addWidget(self.state)

    def show_state(self, text: str, done: bool = False) -> None:
        """Say how far this step is."""
        self.state.say(text)
        self.setTitle(f"{self._title}  ✓" if done else self._title)


def dialog_buttons(name: str, dialog: QDialog, accept_text: str) -> QDialogButtonBox:
    """The buttons at the foot of a dialog, in our own words: Qt has no Vietnamese for its own."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, dialog)
    box.setObjectName(name)
    box.button(QDialogButtonBox.StandardButton.Ok).setText(accept_text)
    box.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("diachiso", "Cancel"))
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


def ask(name: str, parent: QWidget, title: str, text: str, accept_text: str, details: str = "") -> bool:
    """Ask before something that cannot simply be clicked back; Cancel is the default."""
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(details)
    accept = box.addButton(accept_text, QMessageBox.ButtonRole.AcceptRole)
    accept.setObjectName(f"{name}Accept")
    cancel = box.addButton(translate("diachiso", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    cancel.setObjectName(f"{name}Cancel")
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is accept


class FlowLayout(QLayout):
    """Puts widgets side by side and goes on in the next line where there is no more room."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's names from here on
        """Take another item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """The item at the index, None outside."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Remove and return the item at the index."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientations:  # noqa: N802
        """Wants no more room than it needs."""
        return type(super().expandingDirections())(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height of the lines at this width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place the widgets."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The smallest size will do."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        """Room for the widest widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()


def button_row(*buttons: QWidget) -> QWidget:
    """Buttons side by side; in a narrow dock they go on in the next line."""
    row = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    flow = FlowLayout(row, spacing=6)
    for button in buttons:
        flow.addWidget(button)
    return row
