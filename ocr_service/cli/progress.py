"""A bar on standard error for what takes long; nothing where nobody looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeRemainingColumn(),
)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """To be called with how many are done, and of how many."""
    screen = Console(stderr=True)
    with Progress(*COLUMNS, console=screen, disable=not screen.is_terminal) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=max(done, of))
