"""Dotted leaders, rules and specks, which engines take for words."""

LEADERS = ".…·•_-–—~:,;'`‘’\"*^°|=«»“” "
ALONE = frozenset({"-", "–", "—", ":", "•", "*", "=", "+"})
"""Signs that carry sense as a word of their own: dashes of lists, colons after labels."""


def is_leader(text: str) -> bool:
    """Whether a word is only dots, rules or specks, which no label or value consists of."""
    return text not in ALONE and not text.strip(LEADERS)
