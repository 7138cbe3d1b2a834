"""A check-out's folder: a register of its own for some communes, with its project and its photos."""
from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.checkout.checkin import checked_in
from ..register.checkout.departure import CheckoutWish, Departure, depart
from ..register.checkout.package import find_copy
from ..register.checkout.share import at_hand
from ..register.field_photos import copy_photos
from ..register.gate import writer_gate
from ..register.photo_folders import folders_of
from .project.writer import project_path, write_project

FOLDER_TAKEN = Message(
    "checkout_folder_taken",
    QT_TRANSLATE_NOOP("diachiso", "{path} is not empty. Choose a new or empty folder for the check-out."),
)
CANNOT_WRITE = Message(
    "checkout_cannot_write",
    QT_TRANSLATE_NOOP(
        "diachiso", "The check-out could not be written to {path} ({problem}). Choose a folder that allows writing."
    ),
)


@dataclass(frozen=True)
class WrittenCheckout:
    """A check-out that stands: its folder and register, what left, how many photos, and those that were not found."""

    folder: Path
    file: Path
    departure: Departure
    photos: int
    lost_photos: tuple[str, ...]


def check_out(
    register: Path, folder: Path, wish: CheckoutWish, language: str, *, with_photos: bool = True,
    progress: Callable[[float], None] = lambda share: None, cancelled: Callable[[], bool] = never,
) -> WrittenCheckout:  # fmt: skip
    """Make a check-out in `folder`, new or empty: it stands whole or not at all, and the register notes it.

    The register may lie on a network drive (see share.py). DiachisoError, GateCancelled. Call it in the main thread, or
    in one that makes and drops every QGIS object itself.
    """
    register, folder = register.resolve(), folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DiachisoError(FOLDER_TAKEN, path=str(folder))
    aside = folder.with_name("".join((".", folder.name, ".", secrets.token_hex(4), ".part")))
    made: Optional[Departure] = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
        with at_hand(register, cancelled) as here, writer_gate(here, action="check out communes", cancelled=cancelled):
            made = depart(here, aside, wish, cancelled)
            progress(0.5)
            photos, lost = copy_photos(folders_of(register), aside, made.copy.photos) if with_photos else (0, [])
            progress(0.7)
            write_project(made.file, project_path(made.file), language)
            if cancelled():
                raise GateCancelled(GATE_CANCELLED, path=str(register))
            # Noted before it stands: numbers that nobody noted could be given twice.
            made.note()
            left, made = made, None
        if folder.exists():
            folder.rmdir()
        os.replace(aside, folder)
    except OSError as error:
        raise DiachisoError(CANNOT_WRITE, path=str(folder), problem=error.strerror or error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if made is not None:
            made.take_back()
    return WrittenCheckout(folder, folder / left.file.name, left, photos, tuple(lost))


def refresh(
    register: Path, place: Path, language: str, *, progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> WrittenCheckout:  # fmt: skip
    """Make the copy in a folder anew from the register, with what is left of its numbers; it has just been checked in.

    The old file is replaced when the new one is whole and noted (DiachisoError, GateCancelled).
    """
    register, file = register.resolve(), find_copy(place.absolute())
    folder = file.parent
    aside = folder / f".{secrets.token_hex(4)}.part"
    made: Optional[Departure] = None
    try:
        with at_hand(register, cancelled) as here, writer_gate(here, action="refresh a check-out", cancelled=cancelled):
            former = checked_in(here, file)
            aside.mkdir()
            wish = CheckoutWish(former.communes, holder=former.holder, with_persons=former.with_persons)
            made = depart(here, aside, wish, cancelled, former.checkout_id)
            progress(0.5)
            photos, lost = copy_photos(folders_of(register), folder, made.copy.photos)
            write_project(made.file, project_path(made.file), language)
            if cancelled():
                raise GateCancelled(GATE_CANCELLED, path=str(register))
            os.replace(file, aside / "former")  # fails, while nothing is noted, where another program has it open
            try:
                made.note(replaces=former.checkout_id)
            except BaseException:
                os.replace(aside / "former", file)
                raise
            left, made = made, None
            os.replace(left.file, file)
            if left.file.name == file.name:
                os.replace(project_path(left.file), project_path(file))
    except OSError as error:
        raise DiachisoError(CANNOT_WRITE, path=str(folder), problem=error.strerror or error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if made is not None:
            made.take_back()
    return WrittenCheckout(folder, file, left, photos, tuple(lost))
