"""Compiles every locale/*/LC_MESSAGES/*.po beside itself; with --check only says which compiled file is out of date."""

import gettext
import subprocess
import sys
import tempfile
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_to(source: Path, target: Path) -> None:
    """Stops at a sentence whose placeholders differ from its translation's."""
    subprocess.run(["msgfmt", "--check-format", "--check-domain", "-o", target, source], check=True)  # noqa: S603, S607


def catalogue(path: Path) -> dict:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # no public name gives the whole catalogue


def is_current(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / compiled.name
        compile_to(source, fresh)
        return compiled.exists() and catalogue(compiled) == catalogue(fresh)


def main() -> None:
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    if "--check" not in sys.argv:
        for source in sources:
            compile_to(source, source.with_suffix(".mo"))
        return
    stale = [str(source.relative_to(LOCALE.parent)) for source in sources if not is_current(source)]
    if stale:
        sys.exit(f"Compiled translations are out of date: {', '.join(stale)}. Run: make messages")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError:
        sys.exit("A translation does not compile; the lines above name it.")
