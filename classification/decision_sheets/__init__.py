"""Decisions on paper from a spreadsheet, thousands at once: read as the inventory is read, stored as one by one."""
