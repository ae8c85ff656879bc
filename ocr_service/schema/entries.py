"""A YAML mapping that gives typed entries, or a BadSchema that names file and key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from ocr_service.domain.errors import BadSchema
from ocr_service.schema.letters import nfc

Choice = TypeVar("Choice", bound=StrEnum)


class _Strict(yaml.CSafeLoader):  # every process reads all schemas as it starts
    """Refuses a key that stands twice, and leaves plain words such as ``no`` as they are."""


_Strict.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0].rsplit(":", 1)[-1] in ("int", "float", "null")]
    for letter, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise BadSchema(f"{node.start_mark.name}: {key}: stands twice")
    return dict(loader.construct_pairs(node, deep=True))


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one mapping of ``file``; ``key`` is the way to it from the top."""

    file: Path
    key: str
    given: Mapping[str, object]

    def wrong(self, key: str, why: str) -> BadSchema:
        return BadSchema(f"{self.file}: {self._way(key)}: {why}")

    def _way(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key and key else self.key or key

    def only(self, *allowed: str) -> None:
        """Raise for the first key that is not among ``allowed``."""
        for key in self.given:
            if key not in allowed:
                raise self.wrong(key, f"unknown; known here: {', '.join(allowed)}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.given.get(key, default)
        if value is None:
            raise self.wrong(key, "missing")
        if not isinstance(value, str | int) or not str(value).strip():
            raise self.wrong(key, "must be a text")
        return nfc(str(value))

    def number(self, key: str, default: float) -> float:
        value = self.given.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "must be a number")
        return float(value)

    def whole(self, key: str) -> int:
        value = self.given[key]
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.wrong(key, "must be a whole number, 1 or more")
        return value

    def flag(self, key: str) -> bool:
        value = self.given.get(key, "false")
        if value not in ("true", "false"):
            raise self.wrong(key, "must be true or false")
        return value == "true"

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self.given.get(key, ())
        many = value if isinstance(value, list | tuple) else (value,)
        if not all(isinstance(one, str | int) and str(one).strip() for one in many):
            raise self.wrong(key, "must be a text or a list of texts")
        found = tuple(nfc(str(one)) for one in many)
        if len(set(found)) < len(found):
            raise self.wrong(key, "names something twice")
        return found

    def choice(self, key: str, kinds: type[Choice], default: Choice | None = None) -> Choice:
        value = self.text(key, default)
        if value not in list(kinds):
            raise self.wrong(key, f"there is no {value!r}; known: {', '.join(kinds)}")
        return kinds(value)

    def inner(self, key: str) -> "Entries":
        """The mapping under ``key``; empty where it is missing."""
        return self.at(key, self.given.get(key, {}))

    def many(self, key: str) -> Iterator["Entries"]:
        """The mappings in the list under ``key``."""
        value = self.given.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "must be a list")
        for place, one in enumerate(value):
            yield self.at(f"{key}[{place}]", one)

    def at(self, key: str, value: object) -> "Entries":
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            raise self.wrong(key, "must be a mapping of names")
        return Entries(self.file, self._way(key), value)


def read_file(path: Path) -> Entries:
    """The whole of a YAML file; BadSchema if it cannot be read."""
    try:
        with path.open(encoding="utf-8") as file:  # its name is what _mapping tells
            given = _Strict(file).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadSchema(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    return Entries(path, "", {}).at("", given)
