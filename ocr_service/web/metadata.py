"""What a sender adds to a dossier and gets back: JSON, and not much of it."""

import json
from typing import Annotated, Any

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

LONGEST_METADATA = 16 * 1024  # bytes


def kept_short(metadata: dict[str, Any]) -> dict[str, Any]:
    """Refuses what no JSON may hold (NaN), and what would weigh down each list of dossiers."""
    try:
        size = len(json.dumps(metadata, allow_nan=False))
    except ValueError:
        raise PydanticCustomError("json_invalid", "NaN and infinity are no JSON") from None
    if size > LONGEST_METADATA:
        raise PydanticCustomError("string_too_long", "too long", {"max_length": LONGEST_METADATA})
    return metadata


Metadata = Annotated[dict[str, Any], AfterValidator(kept_short)]
