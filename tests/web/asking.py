"""Schemathesis asks each operation of the OpenAPI description, in this very process."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from flask import Flask
from schemathesis import SerializationContext
from schemathesis.engine import from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.transport.serialization import Binary

from benchmarks.screens.browser import served


@dataclass
class Heard:
    """By operation: the statuses it answered with, and what was not as described."""

    answers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    findings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, recorder: ScenarioRecorder) -> None:
        """Answers to other methods of the same path, which are tried too, do not count."""
        method = recorder.label.partition(" ")[0]
        for asked in recorder.interactions.values():
            if asked.response is not None and asked.request.method == method:
                self.answers[recorder.label].add(asked.response.status_code)
        self.findings[recorder.label].update(failures(recorder))

    @property
    def never_done(self) -> set[str]:
        """Operations that did for nobody what they are there for."""
        return {label for label, seen in self.answers.items() if not seen & set(range(200, 300))}

    @property
    def wrong(self) -> str:
        return "\n\n".join(
            "\n".join([label, *sorted(found)]) for label, found in self.findings.items() if found
        )


def failures(recorder: ScenarioRecorder) -> Iterator[str]:
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if told := check.failure_info:
                answer = recorder.find_response(case_id=case_id)
                body = answer.content[:400].decode(errors="replace") if answer else ""
                yield f"{told.failure.title}: {told.failure.message}\n{told.code_sample}\n{body}"


@schemathesis.serializer("application/offset+octet-stream")
def as_it_is(context: SerializationContext, content: Any) -> Any:
    del context
    return content.data if isinstance(content, Binary) else content


def ask_all(app: Flask, settings: str) -> Heard:
    """All that the phases named in the settings think of (TOML, as in schemathesis.toml)."""
    config = schemathesis.Config.from_str(settings)
    heard = Heard()
    with served(app) as url:
        schema = schemathesis.openapi.from_url(f"{url}/api/openapi.json", config=config)
        for event in from_schema(schema).execute():
            if isinstance(event, NonFatalError):
                heard.findings[event.label].add(str(event.info))
            if isinstance(event, ScenarioFinished):
                heard.note(event.recorder)
    return heard
