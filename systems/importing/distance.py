"""How far two names are apart, counted in letters to add, drop, change or swap. Pure."""


def close(one: str, other: str, most: int = 2) -> bool:
    """Whether two different names are at most `most` slips of the hand apart; short names must be closer."""
    if one == other or abs(len(one) - len(other)) > most or min(len(one), len(other)) < 6:
        return False
    return slips(one, other, most) <= most


def slips(one: str, other: str, most: int) -> int:
    """The number of slips between two texts, or `most` + 1 as soon as it must be more."""
    before, last = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, there in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
