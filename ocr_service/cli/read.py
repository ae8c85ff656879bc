"""`ocr-service read`: files in, records or text out, on this machine alone."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import click

from ocr_service.actions.read_file import CRASHED, Reading, read_file
from ocr_service.cli.table import print_reading
from ocr_service.config import Settings
from ocr_service.domain.duplex import Duplex
from ocr_service.exports.record_json import reading_json
from ocr_service.reading.engines.registry import NAMES
from ocr_service.schema.catalogue import load
from ocr_service.wiring.workplace import reader as eyes

UNREADABLE = 2  # the exit code when a file could not be read


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "shape", type=click.Choice(["json", "text", "table"]), default="json")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="One file per input.")
@click.option("--engine", "engine_name", type=click.Choice(NAMES), help="Instead of OCR_ENGINE.")
@click.option(
    "--duplex",
    type=click.Choice([way.value for way in Duplex]),
    help="Fronts, then backs: both together.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, help="Files read side by side.")
def read(
    paths: tuple[Path, ...],
    shape: str,
    out: Path | None,
    engine_name: str | None,
    duplex: str | None,
    jobs: int,
) -> None:
    """Reads files (or all files of folders) and prints what stands in them."""
    settings = Settings.from_environment()
    places = named(paths)
    if out is not None:
        check_apart(places)
    bad = False
    reader = Reader(engine_name or settings.engine, Duplex(duplex) if duplex else None)
    for reading in read_all(list(places), reader, jobs):
        if reading.complaint or reading.doubt:
            bad = True
            complain(reading)
        deliver(reading, shape, out and out / places[reading.path])
    sys.exit(UNREADABLE if bad else 0)


def named(paths: Sequence[Path]) -> dict[Path, Path]:
    """Each file, and its name among the results; what lay in folders keeps its folders."""
    return {
        file: file.relative_to(path) if file != path else Path(path.name)
        for path in paths
        for file in files_under(path)
    }


def files_under(path: Path) -> list[Path]:
    """The files of a folder; an empty one stands for itself, to be complained about."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file()) or [path]


def check_apart(places: Mapping[Path, Path]) -> None:
    """Raises UsageError when one file's result would overwrite another's."""
    taken: dict[Path, Path] = {}
    for file, place in places.items():
        if place in taken:
            raise click.UsageError(f"{taken[place]} and {file} would both become {place} in --out.")
        taken[place] = file


def read_all(files: list[Path], reader: "Reader", jobs: int) -> Iterator[Reading]:
    """Each file in a child, so that a picture that kills its decoder costs only itself."""
    with reader.children(jobs) as pool:
        waiting = [(file, pool.submit(read_in_child, file)) for file in files]
        for file, reading in waiting:
            try:
                yield reading.result()
            except BrokenProcessPool:
                yield reader.alone(file)


class Reader:
    """Model and schemas, loaded once here and inherited by every child."""

    def __init__(self, engine_name: str, duplex: Duplex | None = None) -> None:
        self.duplex = duplex
        settings = Settings.from_environment()
        self.eyes = eyes(settings, engine_name)
        self.catalogue = load(settings.schemas_dir)

    def __call__(self, path: Path) -> Reading:
        return read_file(path, self.duplex, reader=self.eyes, catalogue=self.catalogue)

    def children(self, jobs: int) -> ProcessPoolExecutor:
        CHILD["reader"] = self
        return ProcessPoolExecutor(jobs, mp_context=get_context("fork"))

    def alone(self, file: Path) -> Reading:
        """Again, with no neighbour that could have brought the child down."""
        with self.children(1) as pool:
            try:
                return pool.submit(read_in_child, file).result()
            except BrokenProcessPool:
                return Reading(file, "", complaint=CRASHED)


CHILD: dict[str, Reader] = {}
"""What a forked child inherits: a loaded model cannot be sent to it."""


def read_in_child(path: Path) -> Reading:
    return CHILD["reader"](path)


def complain(reading: Reading) -> None:
    said = reading.complaint
    if said:
        click.echo(f"{reading.path}: {said.message} {said.remedy} [{said.code}]", err=True)
    if reading.doubt:
        click.echo(f"{reading.path}: {reading.doubt.message} [{reading.doubt.code}]", err=True)


def deliver(reading: Reading, shape: str, place: Path | None) -> None:
    if reading.complaint and shape != "json":
        return  # nothing was read: the line on standard error says why
    if place is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        ending = "json" if shape == "json" else "txt"
        place.with_name(f"{place.name}.{ending}").write_text(written(reading, shape), "utf-8")
    elif shape == "table":
        print_reading(reading)
    else:
        click.echo(written(reading, shape))


def written(reading: Reading, shape: str) -> str:
    if shape == "json":
        found = reading_json(
            str(reading.path), reading.sha256, reading.pages, reading.documents, reading.complaint
        )
        return json.dumps(found, ensure_ascii=False)
    return "\f".join(page.text for page in reading.pages)
