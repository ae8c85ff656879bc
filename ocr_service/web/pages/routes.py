"""How a room of pages names what it has."""

from collections.abc import Callable
from typing import Any

Route = tuple[str, str, Callable[..., Any], tuple[str, ...]]  # path, name, view, methods

GET = ("GET",)
POST = ("POST",)
FORM = ("GET", "POST")
