"""Fields of forms as OpenAPI describes them: what is not told is left out, for text has no null."""

from typing import Annotated, Any, TypeVar

from pydantic import Field

Told = TypeVar("Told")
NULL = {"type": "null"}


def without_null(schema: dict[str, Any]) -> None:
    schema.pop("default", None)
    told = (one for one in schema.pop("anyOf") if one != NULL)
    schema.update(next(told))


Maybe = Annotated[Told | None, Field(json_schema_extra=without_null)]
