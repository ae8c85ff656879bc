"""Passwords: hashed slowly by argon2, and refused when the first guesses would find them."""

import secrets
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ocr_service.domain.errors import BadInput, Complaint

# OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# NIST SP 800-63B: length counts, no rules of composition; what is common or of the person is out.
SHORTEST = 12
LONGEST = 256
FEWEST_DIFFERENT = 5
FEWEST_OWN = 4
TELLING_NAME = 4  # a name of fewer letters lies in many words by chance
FIRST_BYTES = 15

SHORT = Complaint(
    "password_too_short",
    f"Mật khẩu ngắn hơn {SHORTEST} ký tự.",
    "Hãy chọn một câu dễ nhớ, ví dụ bốn từ không liên quan đến nhau.",
)
LONG = Complaint(
    "password_too_long", f"Mật khẩu dài hơn {LONGEST} ký tự.", "Hãy chọn mật khẩu ngắn hơn."
)
COMMON = Complaint(
    "password_too_common",
    "Mật khẩu này quá dễ đoán.",
    "Hãy tránh tên của mình, các dãy số, dãy phím và những mật khẩu hay gặp.",
)
SAME = Complaint(
    "password_not_new", "Mật khẩu mới giống mật khẩu cũ.", "Hãy chọn một mật khẩu khác."
)


def hash_of(password: str) -> str:
    return HASHER.hash(as_typed(password))


def fits(password: str, hashed: str) -> bool:
    """Whether it is the password; takes the same time where there is none ("")."""
    try:
        return HASHER.verify(hashed or no_ones(), as_typed(password)) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False


def outdated(hashed: str) -> bool:
    """Whether it was hashed by other parameters than today's."""
    return HASHER.check_needs_rehash(hashed)


def check_new(password: str, name: str) -> None:
    """Raises BadInput for a password that the account ``name`` should not have."""
    typed = as_typed(password)
    if len(typed) < SHORTEST:
        raise BadInput(SHORT)
    if len(typed) > LONGEST:
        raise BadInput(LONG)
    bare, own = letters_of(typed), letters_of(name.partition("@")[0])
    named = len(own) >= TELLING_NAME and own in bare
    if named or len(set(bare)) < FEWEST_DIFFERENT or guessed_first(bare):
        raise BadInput(COMMON)


def guessed_first(bare: str) -> bool:
    """Whether hardly anything is left without common words, and figures around words."""
    left = bare
    for word in common():
        left = left.replace(word, "")
    if any(letter.isalpha() for letter in bare):
        left = "".join(letter for letter in left if letter.isalpha())
    return len(left) < FEWEST_OWN


def first_password() -> str:
    """To be printed once and changed at the first sign-in."""
    return secrets.token_urlsafe(FIRST_BYTES)


def as_typed(password: str) -> str:
    """The same however a keyboard writes its accents (NIST SP 800-63B: NFKC before hashing)."""
    return normalize("NFKC", password)


def letters_of(text: str) -> str:
    """Without case, accents and spaces: nobody's guesses stop at them."""
    split = normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in split if not (combining(letter) or letter.isspace()))


@cache
def no_ones() -> str:
    return HASHER.hash(secrets.token_urlsafe())


@cache
def common() -> tuple[str, ...]:
    """Words that common passwords are made of, and runs of figures and keys; longest first."""
    listed = files("ocr_service.actions").joinpath("common_passwords.txt").read_text("utf-8")
    return tuple(sorted(listed.split(), key=len, reverse=True))
