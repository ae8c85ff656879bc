"""What all bodies and questions of the API have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict

DRAWN: dict[type[BaseModel], dict[str, Any]] = {}


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @classmethod
    def model_json_schema(cls, *given: Any, **asked: Any) -> dict[str, Any]:
        """Drawn once as it is: flask-openapi3 asks for it with every request, for 4 ms."""
        if given or asked:
            return super().model_json_schema(*given, **asked)
        if cls not in DRAWN:
            DRAWN[cls] = super().model_json_schema()
        return DRAWN[cls]
