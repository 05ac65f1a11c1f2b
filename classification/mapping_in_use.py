"""The mapping between the standards as it holds on a day: the product's own, with what an administrator corrected."""

import datetime

from classification.catalogue_mapping import Mapping, load_mapping
from classification.models import MappingCorrection


def mapping_on(day: datetime.date) -> Mapping:
    """One SQL statement; the product's own mapping where nothing was corrected."""
    rows = MappingCorrection.objects.on(day).order_by("level", "old", "new")
    return load_mapping().corrected(row.correction for row in rows)
