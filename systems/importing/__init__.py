"""A ministry's own spreadsheet in, row by row, with every problem named; nothing half imported.

`reading` turns a file into sheets, `tables` finds the table, `rows` reads systems, `examining` says what would happen,
`storing` does it.
"""
