"""The command line: draws papers into a folder, or draws the sample dossiers again."""

import json
from pathlib import Path

import click

from samples.generator.damage import PRESETS
from samples.generator.drawing import draw
from samples.generator.papers import DRAFTS
from samples.generator.writing import scanned_pdf, write_picture


@click.group()
def main() -> None:
    """Invented papers in official layouts, damaged as scanners and phones do."""


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", default=1, show_default=True)
@click.option("--count", default=1, show_default=True, help="papers of each type")
@click.option("--type", "types", multiple=True, type=click.Choice(list(DRAFTS)))
@click.option("--damage", multiple=True, default=("scan",), type=click.Choice(list(PRESETS)))
@click.option("--as", "ending", default="png", type=click.Choice(["png", "jpg", "pdf", "born"]))
def papers(
    folder: Path,
    seed: int,
    count: int,
    types: tuple[str, ...],
    damage: tuple[str, ...],
    ending: str,
) -> None:
    """Draw papers into FOLDER: NAME.pdf or NAME-1.png …, and NAME.truth.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for drawn in draw(seed, types or None, damage, count):
        if ending == "pdf":
            (folder / f"{drawn.name}.pdf").write_bytes(scanned_pdf(drawn.pages))
        elif ending == "born":
            (folder / f"{drawn.name}.pdf").write_bytes(drawn.pdf)
        else:
            for number, page in enumerate(drawn.pages, 1):
                write_picture(page, folder / f"{drawn.name}-{number}.{ending}")
        truth = json.dumps(drawn.truth, ensure_ascii=False, indent=2)
        (folder / f"{drawn.name}.truth.json").write_text(truth + "\n", encoding="utf-8")
        print(drawn.name)


if __name__ == "__main__":
    main()
