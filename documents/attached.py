"""A file that travels inside a PDF. Plain data, so that it can cross to another process."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Attached:
    """`day` is written down as the day on which the file was made and changed."""

    name: str
    content: bytes = field(repr=False)
    description: str
    day: datetime.date
