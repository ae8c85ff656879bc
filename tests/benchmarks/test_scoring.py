from benchmarks.scoring import Score, pair

TRUTH = {
    "document_type": "birth_certificate",
    "pages": [2],
    "fields": {
        "full_name": "Nguyễn Thị An",
        "date_of_birth": "2024-02-05",
        "home_town": "Xã Hòa An",
    },
    "alternatives": {"home_town": ["Hòa An"]},
    "optional": {"sex": "female"},
}


def document(**values: object) -> dict[str, object]:
    fields = [{"name": n, "value": v, "confidence": 0.9} for n, v in values.items()]
    return {"document_type": "birth_certificate", "pages": [2], "fields": fields}


def test_spelling_of_places_is_forgiven_and_of_names_is_not() -> None:
    score = Score()
    score.add(TRUTH, document(full_name="Nguyễn Thi An", home_town="xã Hoà An,"))
    assert score.fields["birth_certificate", "home_town"].right == 1
    assert score.fields["birth_certificate", "full_name"].wrong == 1
    assert score.fields["birth_certificate", "date_of_birth"].missing == 1
    assert score.tally().f1 == 2 / 5


def test_optional_values_neither_help_nor_hurt_unless_wrong() -> None:
    score = Score()
    score.add(TRUTH, document(sex="female"))
    assert score.fields["birth_certificate", "sex"].surplus == 0
    score.add(TRUTH, document(sex="male"))
    assert score.fields["birth_certificate", "sex"].surplus == 1


def test_a_paper_that_was_not_found_costs_all_its_fields() -> None:
    score = Score()
    [(truth, found)] = pair([TRUTH], [{"document_type": "unknown", "pages": [1], "fields": []}])
    score.add(truth, found)
    assert score.type_accuracy == 0
    assert score.tally().recall == 0


def test_calibration_compares_confidence_with_what_was_right() -> None:
    score = Score(sureness=[(0.9, True)] * 9 + [(0.9, False)])
    assert score.calibration_error() < 1e-9
    assert abs(score.wrong_when_sure(0.9) - 0.1) < 1e-9
