"""Measuring the product against itself: the same pages with 1,000 and with 10,000 systems, in one run."""
