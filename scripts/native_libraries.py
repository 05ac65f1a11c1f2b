"""Prints the Debian packages that PDF rendering needs and this machine lacks, one a line; nothing when all is there."""

import ctypes
import os
import sys

# The file name on Linux, then on macOS.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
}
# Decree 30/2020 asks for Times New Roman; Liberation Serif has the same widths and every Vietnamese letter.
FONT_PACKAGE = "fonts-liberation2"
FONTS = {"liberationserif-regular.ttf", "times.ttf", "times new roman.ttf", "times_new_roman.ttf"}
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    os.path.expanduser("~/.fonts"),
    os.path.join(os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share"), "fonts"),
)


def loads(names):
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def has_font():
    return any(
        name.lower() in FONTS for folder in FONT_FOLDERS for _path, _folders, names in os.walk(folder) for name in names
    )


if __name__ == "__main__":
    missing = [package for package, names in LIBRARIES.items() if not loads(names)]
    sys.stdout.writelines(f"{package}\n" for package in missing + ([] if has_font() else [FONT_PACKAGE]))
