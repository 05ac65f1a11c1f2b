"""Forgeries that need knowledge of the format: wrapping, forged ranges, hidden content, other keys, the CMS itself."""

from tests.documents.forgeries_ranges import RANGES
from tests.documents.forgeries_revisions import REVISIONS
from tests.documents.forgeries_structures import STRUCTURES

DEEP_FORGERIES = (*REVISIONS, *RANGES, *STRUCTURES)
