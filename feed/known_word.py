"""Finds a word of which only the length and the SHA-256 are known: whoever looks for a key need not be told it."""

import hashlib


def holds(text, digest, length):
    """Whether `length` bytes that stand together in `text` have this SHA-256, in hexadecimal."""
    return any(
        hashlib.sha256(text[start : start + length]).hexdigest() == digest
        for start in range(len(text) - length + 1)
    )
