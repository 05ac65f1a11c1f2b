"""The system libraries that printing needs: are they here, and which versions; asked without loading WeasyPrint."""

import ctypes
from functools import cache

# Debian package: file name on Linux, file name on macOS, function that tells the version.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango_version"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", None),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", None),
}
_FURTHER = {
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.dylib", "hb_version_string"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.dylib", "FcGetVersion"),
}


@cache
def missing() -> tuple[str, ...]:
    """The Debian packages that are not installed here; empty when printing is possible."""
    return tuple(package for package, (*names, _told) in LIBRARIES.items() if _loaded(names) is None)


@cache
def versions() -> dict[str, str]:
    """What shapes and writes the text, by name: another version may give other bytes."""
    found = {}
    for name, (*names, told) in (LIBRARIES | _FURTHER).items():
        library = _loaded(names)
        if library and told:
            ask = getattr(library, told)
            ask.restype = ctypes.c_char_p if told.endswith("_string") else ctypes.c_int
            said = ask()
            found[name] = said.decode() if isinstance(said, bytes) else str(said)
    return found


def _loaded(names) -> ctypes.CDLL | None:
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None
