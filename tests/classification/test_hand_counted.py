"""Due dates counted by hand across holidays and swapped days; each row says how it was counted."""

from datetime import date

import pytest

from classification import calendars
from classification.deadlines import Limit, Unit

W, C = Unit.WORKING, Unit.CALENDAR
# fmt: off
COUNTED = [
    # start, amount, unit, due, how it was counted by hand (the number of the day in brackets)
    (date(2025, 12, 29), 7, W, date(2026, 1, 9), "30 (1), 31 (2); 1/1, 2/1 swapped, 3-4 weekend; 5 to 9 (3-7)"),
    (date(2026, 1, 5), 5, W, date(2026, 1, 10), "6 to 9 (1-4); Saturday 10/1 is worked for 2/1 (5)"),
    (date(2026, 1, 9), 2, W, date(2026, 1, 12), "Saturday 10/1 (1), Monday 12 (2)"),
    (date(2025, 12, 3), 30, C, date(2026, 1, 5), "30 days end on 2/1, swapped off; 3-4 weekend; Monday 5/1"),
    (date(2026, 2, 10), 15, W, date(2026, 3, 10), "11-13 (1-3); 14-22 Tết; 23-27 (4-8); 2-6/3 (9-13); 9 (14), 10 (15)"),
    (date(2026, 2, 13), 5, W, date(2026, 2, 27), "Friday before Tết; 16-20 off; 23, 24, 25, 26, 27 (1-5)"),
    (date(2026, 2, 2), 15, C, date(2026, 2, 23), "15 days end on 17/2, in Tết; off to 20, weekend; Monday 23"),
    (date(2026, 4, 23), 5, W, date(2026, 5, 5), "24 (1); 27 for Giỗ Tổ; 28 (2), 29 (3); 30/4, 1/5; 4, 5 (4-5)"),
    (date(2026, 4, 24), 7, W, date(2026, 5, 8), "27 off; 28 (1), 29 (2); 30/4-3/5 off; 4, 5, 6, 7, 8 (3-7)"),
    (date(2026, 4, 15), 15, C, date(2026, 5, 4), "15 days end on 30/4; 1/5 off, 2-3 weekend; Monday 4/5"),
    (date(2026, 8, 17), 5, W, date(2026, 8, 22), "18-21 (1-4); Saturday 22/8 is worked for 31/8 (5)"),
    (date(2026, 8, 17), 15, W, date(2026, 9, 9), "18-22 (1-5); 24-28 (6-10); 31/8-2/9; 3, 4 (11-12); 7-9 (13-15)"),
    (date(2026, 8, 27), 5, W, date(2026, 9, 8), "28 (1); 29/8-2/9 off; 3 (2), 4 (3); 7 (4), 8 (5)"),
    (date(2026, 8, 17), 15, C, date(2026, 9, 3), "15 days end on 1/9, Quốc khánh; 2/9 off; Thursday 3/9"),
    (date(2026, 11, 20), 7, W, date(2026, 12, 2), "23 (1); 24 Ngày Văn hóa; 25-27 (2-4); 30 (5), 1/12 (6), 2 (7)"),
    (date(2026, 12, 24), 7, W, date(2027, 1, 5), "25 (1); 28-31 (2-5); 1/1; 4 (6), 5 (7)"),
    (date(2027, 2, 3), 5, W, date(2027, 2, 17), "4-10 Tết Đinh Mùi; 11 (1), 12 (2); 15, 16, 17 (3-5)"),
    (date(2027, 1, 11), 25, W, date(2027, 2, 22),
     "12-15 (1-4); 18-22 (5-9); 25-29 (10-14); 1-3/2 (15-17); Tết; 11, 12 (18-19); 15-19 (20-24); 22 (25)"),
    (date(2027, 1, 5), 30, C, date(2027, 2, 11), "30 days end on 4/2, off to 10/2; Thursday 11/2"),
    (date(2027, 4, 15), 1, W, date(2027, 4, 19), "Friday 16/4 Giỗ Tổ, weekend; Monday 19 (1)"),
    (date(2027, 4, 28), 5, W, date(2027, 5, 7), "29 (1); 30/4; 1/5 on a Saturday is made up for on 3/5; 4-7 (2-5)"),
    (date(2027, 8, 30), 5, W, date(2027, 9, 8), "31 (1), 1/9 (2); 2-3 off, weekend; 6, 7, 8 (3-5)"),
    (date(2027, 8, 19), 15, C, date(2027, 9, 6), "15 days end on 3/9, off; weekend; Monday 6/9"),
]
# fmt: on


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "amount", "unit", "due", "how"), COUNTED, ids=lambda value: str(value)[:24])
def test_the_product_counts_as_we_do_by_hand(start, amount, unit, due, how):
    assert calendars.due_date(start, Limit(amount, unit)) == due, how
