"""Signatures of web hooks by the scheme of Standard Webhooks, version 1: HMAC with SHA-256."""

import base64
import binascii
import hmac
from datetime import datetime

PREFIX = "whsec_"
LEAST, MOST = 24, 64
"""Bytes of a key."""


def key_of(secret: str) -> bytes | None:
    """Return the key that a secret `whsec_…` spells; None where it is none."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if secret.startswith(PREFIX) and LEAST <= len(key) <= MOST else None


def signed(key: bytes, notice: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the headers that vouch for a body: its id, when it was sent, and the signature.

    `at` is aware; receivers refuse what is minutes old, so each attempt is signed anew.
    """
    stamp = str(int(at.timestamp()))
    drawn = hmac.digest(key, b".".join((notice.encode(), stamp.encode(), body)), "sha256")
    signature = f"v1,{base64.b64encode(drawn).decode()}"
    return {"webhook-id": notice, "webhook-timestamp": stamp, "webhook-signature": signature}
