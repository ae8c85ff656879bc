"""What Prometheus is told: numbers by words of the contract; nothing that is anybody's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from math import inf

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from ocr_service.domain.dossier import Priority, Status
from ocr_service.domain.webhook import DeliveryState
from ocr_service.domain.work import WorkKind, WorkState
from ocr_service.stages import BOUNDS, Stage
from ocr_service.storage.figures import Figures

Labels = tuple[str, ...]
Values = Mapping[tuple[()], float] | Mapping[tuple[str], float] | Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Seen:
    """All that is told, as it stood at ``now``. A part that is out of reach tells nothing."""

    now: datetime
    parts: Mapping[str, bool]
    figures: Figures | None = None
    rings: int | None = None
    workers: int | None = None
    stages: Sequence[Stage] = field(default=())


@dataclass(frozen=True, eq=False)
class Told(Collector):
    """What was seen, as the registry wants it."""

    seen: Seen

    def collect(self) -> Iterable[Metric]:
        parts = {(name,): int(up) for name, up in self.seen.parts.items()}
        yield gauge("part_up", "Whether a part answers", ("part",), parts)
        yield from of_queue(self.seen)
        if self.seen.figures is not None:
            yield from of_database(self.seen.figures, self.seen.now)


def exposition(seen: Seen, accept: str) -> tuple[bytes, str]:
    """The body and its content type, as a scraper asks by its ``Accept``."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Told(seen))
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


def of_queue(seen: Seen) -> Iterator[Metric]:
    if seen.rings is not None:
        yield gauge("rings", "Rings that no worker has heard yet", (), {(): seen.rings})
    if seen.workers is not None:
        yield gauge("workers", "Workers that listen", (), {(): seen.workers})
    steps = HistogramMetricFamily(
        "ocr_stage_seconds", "How long steps that ended took, by kind of work", labels=["stage"]
    )
    for stage in seen.stages:
        ran = accumulate(stage.counts.get(bound, 0) for bound in BOUNDS)
        buckets = [(bound_text(bound), many) for bound, many in zip(BOUNDS, ran, strict=True)]
        steps.add_metric([stage.kind.value], buckets=buckets, sum_value=stage.seconds)
    yield steps


def of_database(figures: Figures, now: datetime) -> Iterator[Metric]:
    """Words that none has come to yet are told as 0: what is absent cannot be watched."""
    depths = {(name.value,): figures.waiting.get(name, 0) for name in Priority}
    yield gauge("queue_depth", "Work that waits and is due", ("queue",), depths)
    ages = {(name.value,): age(figures.oldest.get(name), now) for name in Priority}
    yield gauge(
        "queue_oldest_seconds", "How long ago the oldest work due was made", ("queue",), ages
    )
    kinds = {(kind.value, state.value): 0 for kind in WorkKind for state in WorkState}
    yield gauge("work", "Pieces of work", ("kind", "state"), {**kinds, **figures.work})
    dossiers = {(word.value,): figures.dossiers.get(word, 0) for word in Status}
    yield gauge("dossiers", "Dossiers", ("status",), dossiers)
    backlog = figures.dossiers.get(Status.NEEDS_REVIEW, 0)
    yield gauge("review_backlog", "Dossiers that wait for a person", (), {(): backlog})
    oldest = age(figures.oldest_review, now)
    yield gauge(
        "review_oldest_seconds", "How long ago the oldest of these came in", (), {(): oldest}
    )
    yield gauge("pages_read", "Pages read and kept", (), {(): figures.pages_read})
    yield gauge("failures", "What has failed and stays so", ("of", "code"), figures.failures)
    letters = {(word.value,): figures.deliveries.get(word, 0) for word in DeliveryState}
    yield gauge("webhook_deliveries", "Deliveries of webhooks", ("state",), letters)


def gauge(name: str, told: str, labels: Labels, values: Values) -> Metric:
    family = GaugeMetricFamily(f"ocr_{name}", told, labels=labels)
    for words, value in values.items():
        family.add_metric(words, value)
    return family


def age(then: datetime | None, now: datetime) -> float:
    """Seconds, 0 when there is nothing to be old."""
    return max(0.0, (now - then).total_seconds()) if then else 0.0


def bound_text(bound: float) -> str:
    return "+Inf" if bound == inf else str(bound)
