"""Word templates of an agency's own: checked when they come in, filled from what a paper says, never signed."""

from .filling import fill
from .names import Name, names_for, values_of
from .reading import Examined, examine

__all__ = ["Examined", "Name", "examine", "fill", "names_for", "values_of"]
