"""QR codes, drawn by a library of the system's."""

import ctypes

CORRECTION_LOW, EIGHT_BIT = 0, 2
BLACK = 1


class _Code(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]


_library = ctypes.CDLL("libqrencode.so.4")
_library.QRcode_encodeString.restype = ctypes.POINTER(_Code)
_library.QRcode_free.argtypes = [ctypes.POINTER(_Code)]


def svg_of(text: str) -> str:
    """The code of a text of at most 2,000 bytes, as SVG. Raises ValueError for a longer one."""
    code = _library.QRcode_encodeString(text.encode(), 0, CORRECTION_LOW, EIGHT_BIT, 1)
    if not code:
        raise ValueError("too long for a QR code")
    try:
        return _drawn(code.contents.width, code.contents.data)
    finally:
        _library.QRcode_free(code)


def _drawn(width: int, modules) -> str:
    dark = [divmod(at, width) for at in range(width * width) if modules[at] & BLACK]
    path = "".join(f"M{x} {y}h1v1h-1z" for y, x in dark)
    return f'<svg viewBox="-4 -4 {width + 8} {width + 8}" width="160"><path d="{path}"/></svg>'
