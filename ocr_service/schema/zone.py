"""What machine-readable zones are made of (ICAO 9303): for those who find and who read them."""

WEIGHTS = (7, 3, 1)
DIGITS = str.maketrans("OQDILZSBG", "000112586")
"""Letters that are read where only digits stand, and the digits they are."""


def check_digit(text: str) -> str:
    """The check digit of digits, letters and fillers (ICAO 9303-3, 4.9)."""
    total = sum(
        WEIGHTS[place % 3] * (0 if sign == "<" else int(sign, 36))
        for place, sign in enumerate(text)
    )
    return str(total % 10)
