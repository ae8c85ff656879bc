from pathlib import Path

import pytest

from ocr_service.domain.errors import BadSchema
from ocr_service.schema.catalogue import load
from ocr_service.schema.document_type import RULES
from ocr_service.understanding import comparisons

SCHEMAS = Path(__file__).parents[2] / "schemas"
PAPER = """\
title: Thẻ thư viện
recognise: { titles: [THẺ THƯ VIỆN] }
fields:
  full_name: { label: Họ và tên, kind: name, required: true, right_of: [Họ và tên] }
  issue_date: { label: Ngày cấp, kind: date, right_of: Ngày cấp }
comparisons:
  - not_after: [issue_date, issue_date2]
"""
GOOD = PAPER.replace("comparisons:\n  - not_after: [issue_date, issue_date2]\n", "")


def written(folder: Path, text: str, procedure: str = "") -> Path:
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "procedures").mkdir(exist_ok=True)
    (folder / "documents" / "library_card.yaml").write_text(text, "utf-8")
    if procedure:
        (folder / "procedures" / "lend.yaml").write_text(procedure, "utf-8")
    return folder


def test_the_shipped_schemas_load() -> None:
    known = load(SCHEMAS)
    assert len(known.document_types) >= 6
    assert set(known.procedures) >= {"birth_registration", "marital_status_confirmation"}


def test_a_new_paper_is_one_file(tmp_path: Path) -> None:
    [paper] = load(written(tmp_path, GOOD)).document_types.values()
    assert (paper.code, paper.title) == ("library_card", "Thẻ thư viện")
    assert [spec.name for spec in paper.fields] == ["full_name", "issue_date"]
    assert paper.fields[0].required


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("kind: date", "kind: day", "fields.issue_date.kind"),
        ("title: Thẻ thư viện\n", "", "title"),
        ("label: Ngày cấp, ", "", "fields.issue_date.label"),
        ("kind: date", "kind: date, colour: red", "fields.issue_date.colour"),
        ("required: true", "required: perhaps", "fields.full_name.required"),
        ("right_of: Ngày cấp", "beside: Ngày cấp", "fields.issue_date.beside"),
        (", right_of: Ngày cấp", "", "fields.issue_date.find"),
        ("titles: [THẺ THƯ VIỆN]", "needed: 2", "recognise.titles"),
        ("  issue_date:", "  full_name:", "full_name"),
        ("kind: date", "kind: date, within: mother", "fields.issue_date.within"),
        ("kind: date", "kind: date, threshold: 7", "fields.issue_date.threshold"),
        ("kind: date", "kind: list, keyed_twice: true", "fields.issue_date.keyed_twice"),
        ("kind: date", "kind: identifier, pattern: '(['", "fields.issue_date.pattern"),
        ("kind: date", "kind: choice", "fields.issue_date.options"),
        ("[THẺ THƯ VIỆN]", "[THẺ THƯ VIỆN, THẺ THƯ VIỆN]", "recognise.titles"),
    ],
)
def test_a_bad_schema_names_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert old in GOOD
    with pytest.raises(BadSchema) as bad:
        load(written(tmp_path, GOOD.replace(old, new, 1)))
    assert "library_card.yaml" in str(bad.value)
    assert key in str(bad.value)


def test_comparisons_name_fields_of_the_paper(tmp_path: Path) -> None:
    with pytest.raises(BadSchema, match=r"comparisons\[0\].*issue_date2"):
        load(written(tmp_path, PAPER))


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("{ number: no_such_field }", "reuse"),
        ("{ words: [full_name, nothing] }", "reuse"),
        ("{ of: child }", "reuse.of"),
        ("{ also: { child: full_name } }", "reuse.also"),
        ("{ one_at_a_time: perhaps }", "reuse.one_at_a_time"),
        ("{ colour: red }", "reuse.colour"),
    ],
)
def test_what_a_paper_is_found_by_is_of_the_paper(tmp_path: Path, told: str, key: str) -> None:
    with pytest.raises(BadSchema, match=rf"library_card\.yaml: {key}"):
        load(written(tmp_path, f"{GOOD}reuse: {told}\n"))


def test_what_is_no_yaml_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadSchema, match=r"library_card\.yaml"):
        load(written(tmp_path, "title: [unclosed"))


def test_a_folder_without_papers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSchema, match="no document types"):
        load(tmp_path)


def test_every_rule_that_a_schema_may_name_is_kept() -> None:
    assert set(RULES) == set(comparisons.RULES)


def test_a_procedure_says_what_is_missing(tmp_path: Path) -> None:
    text = "label: Mượn sách\nlevel: commune\nrequired: [library_card]\none_of:\n"
    text += "  - papers: [citizen_id_card, passport]\n"
    lend = load(written(tmp_path, GOOD, text)).procedures["lend"]
    assert lend.missing(["passport"]) == ("library_card",)
    assert lend.missing(["library_card"]) == ("citizen_id_card|passport",)
    assert lend.missing(["library_card", "citizen_id_card"]) == ()


def test_a_bad_procedure_names_file_and_key(tmp_path: Path) -> None:
    with pytest.raises(BadSchema, match=r"lend\.yaml: level"):
        load(written(tmp_path, GOOD, "label: Mượn sách\nlevel: village\nrequired: []\n"))


def test_a_procedure_may_say_how_long_its_dossiers_are_kept(tmp_path: Path) -> None:
    text = "label: Mượn sách\nlevel: commune\nrequired: []\n"
    assert load(written(tmp_path, GOOD, text)).procedures["lend"].retention is None
    kept = load(written(tmp_path, GOOD, text + "retention: 365\n")).procedures["lend"]
    assert kept.retention == 365


@pytest.mark.parametrize("term", ["0", "-1", "soon", "1.5", '"30"', "[30]"])
def test_a_term_that_is_no_number_of_days_is_named(tmp_path: Path, term: str) -> None:
    text = f"label: Mượn sách\nlevel: commune\nrequired: []\nretention: {term}\n"
    with pytest.raises(BadSchema, match=r"lend\.yaml: retention: must be a whole number"):
        load(written(tmp_path, GOOD, text))


def test_no_procedure_of_ours_erases_anything(tmp_path: Path) -> None:
    """How long papers are kept is for the law on archives, and the office, to say."""
    ours = load(Path(__file__).parent.parent.parent / "schemas").procedures.values()
    assert [it.code for it in ours if it.retention] == []


def test_every_paper_that_a_procedure_names_has_a_title() -> None:
    catalogue = load(SCHEMAS)
    for procedure in catalogue.procedures.values():
        groups = (procedure.required, procedure.optional, *procedure.one_of)
        for code in (code for group in groups for code in group):
            assert catalogue.label(code) != code, f"{procedure.code}: {code}"
