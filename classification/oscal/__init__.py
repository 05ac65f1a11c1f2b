"""Catalogues, levels and plans in OSCAL 1.1 (NIST), so that other tools read them; and back again. Pure but for names.

Equal content gives equal bytes: identifiers are made from what they name, days from the data, keys stand in one order.
"""
