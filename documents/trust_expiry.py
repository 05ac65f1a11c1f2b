"""How long before its end something that is trusted is spoken of."""

from datetime import timedelta

SOON = timedelta(days=60)
"""Authorities: an administrator has to get the next certificate from elsewhere."""
OWN_SOON = timedelta(days=45)
"""A person's own certificate: a new one is asked for through one's own organisation."""
OWN_ASKED = timedelta(days=14)
"""So long before the end a new one should have been asked for; the daily letter reminds of that day."""
