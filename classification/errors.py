"""One error for each reaction: what a person asked for cannot be done, and these are the reasons."""


class StepRefused(Exception):  # noqa: N818 - it is a refusal, not a fault
    """A step or an act on a dossier is refused; `reasons` are sentences for the reader."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(str(reason) for reason in reasons))
        self.reasons = [str(reason) for reason in reasons]


class OutOfDate(StepRefused):
    """Somebody changed the same thing meanwhile; the page is stale."""
