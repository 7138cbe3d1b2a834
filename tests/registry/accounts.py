"""Who may do what: accounts with a bearer token and a password, roles, and the communes they may write."""
from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

from .db import Tx, row
from .problems import Problem

TECHNICIAN, POLICE, POST, ISSUER = "technician", "verifier_police", "verifier_post", "issuer"
TEST_ACCOUNTS: Mapping[str, tuple[str, ...]] = {
    "kythuat1": (TECHNICIAN,),
    "kythuat2": (TECHNICIAN,),
    "congan": (POLICE,),
    "buuchinh": (POST,),
    "capma": (ISSUER,),
}


@dataclass(frozen=True)
class Account:
    """Somebody who is logged in; no `communes` means all."""

    name: str
    roles: tuple[str, ...]
    communes: tuple[str, ...]

    def demand(self, *roles: str) -> None:
        """Problem unless the account has one of the roles."""
        if not set(roles) & set(self.roles):
            raise Problem("forbidden", f"Tài khoản {self.name} không có vai trò: {', '.join(roles)}.")

    def demand_commune(self, commune: str) -> None:
        """Problem unless the account may write in the commune."""
        if self.communes and commune not in self.communes:
            raise Problem("forbidden", f"Tài khoản {self.name} không phụ trách xã {commune}.", ["communeCode"])


@dataclass(frozen=True)
class Credentials:
    """What a new account logs in with; the registry keeps hashes only."""

    token: str
    password: str


def add_account(tx: Tx, name: str, roles: tuple[str, ...], communes: tuple[str, ...] = ()) -> Credentials:
    """Make an account, or give an existing one new credentials."""
    made = Credentials(secrets.token_urlsafe(24), secrets.token_urlsafe(12))
    salt = secrets.token_bytes(16)
    tx.execute(
        "INSERT INTO account (name, token_hash, salt, password_hash, roles, communes) VALUES (%s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash, salt = excluded.salt,"
        " password_hash = excluded.password_hash, roles = excluded.roles, communes = excluded.communes",
        (name, _token_hash(made.token), salt, _password_hash(made.password, salt), list(roles), list(communes)),
    )
    return made


def who(tx: Tx, authorization: Optional[str]) -> Account:
    """The account of an `Authorization` header; Problem 401 where it names none."""
    scheme, _, value = (authorization or "").partition(" ")
    if scheme.lower() == "bearer":
        found = row(tx, "SELECT * FROM account WHERE token_hash = %(hash)s", hash=_token_hash(value.strip()))
    elif scheme.lower() == "basic":
        name, password = _basic(value)
        found = row(tx, "SELECT * FROM account WHERE name = %(name)s", name=name)
        if found and not hmac.compare_digest(found["password_hash"], _password_hash(password, found["salt"])):
            found = None
    else:
        raise Problem("unauthorized", "Yêu cầu đăng nhập bằng mã truy cập (Bearer) hoặc tài khoản và mật khẩu.")
    if found is None:
        raise Problem("unauthorized", "Mã truy cập hoặc mật khẩu không đúng, hoặc đã hết hạn.")
    return Account(found["name"], tuple(found["roles"]), tuple(found["communes"]))


def _basic(value: str) -> tuple[str, str]:
    try:
        name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Problem("unauthorized", "Tiêu đề Authorization không đọc được.") from error
    return name, password


def _token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _password_hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=1 << 10, r=8, p=1)
