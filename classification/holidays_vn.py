"""Days off and days worked that the yearly decisions of the Vietnamese Government moved, as data.

The `holidays` library knows the holidays of the Labour Code and most swapped days. What it missed when this was
delivered stands here and is the first content of the table that administrators edit (`CalendarDay`); the product counts
by that table, and a new decision is a new row there. A date in `OFF` is not worked whatever weekday it is, one in
`WORKED` is worked even at a weekend.
"""

from datetime import date

# Until this day the Government's decisions are known. Later Tết and Quốc khánh spans follow the usual rule and may
# still move, so a deadline beyond it is provisional.
SETTLED_THROUGH = date(2026, 12, 31)

OFF = {
    date(2026, 1, 2): "Nghỉ hoán đổi, công văn 12729/VPCP-KGVX ngày 25/12/2025",
}
WORKED = {
    date(2026, 1, 10): "Làm bù cho ngày 02/01/2026, công văn 12729/VPCP-KGVX ngày 25/12/2025",
}
