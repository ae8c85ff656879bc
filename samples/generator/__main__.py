"""The command line: draws papers into a folder, or draws the sample dossiers again."""

import json
from pathlib import Path

import click

import samples
from samples.generator.dossiers import PLANS, write_dossier
from samples.generator.drawing import WAYS, draw
from samples.generator.papers import DRAFTS
from samples.generator.render import Press
from samples.generator.writing import scanned_pdf, write_picture


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Invented papers in official layouts, damaged as scanners and phones do.

    Without a command it draws all sample dossiers again.
    """
    if context.invoked_subcommand is None:
        context.invoke(dossiers, names=())


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", default=1, show_default=True)
@click.option("--count", default=1, show_default=True, help="papers of each type")
@click.option("--type", "types", multiple=True, type=click.Choice(list(DRAFTS)))
@click.option("--damage", multiple=True, default=("scan",), type=click.Choice(WAYS))
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


@main.command()
@click.argument("names", nargs=-1)
def dossiers(names: tuple[str, ...]) -> None:
    """Draw the sample dossiers again, all or those of these NAMES, in their folders."""
    with Press() as press:
        for plan in PLANS:
            if not names or plan.folder in names:
                print(plan.folder, write_dossier(plan, press, Path(samples.__file__).parent))


if __name__ == "__main__":
    main()
