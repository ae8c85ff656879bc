from benchmarks.scoring import Score, pair, right

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
    told = [(0.9, True)] * 9 + [(0.9, False)]
    score = Score(sureness=told, unseen=told)
    assert score.calibration_error() < 1e-9
    assert abs(score.wrong_when_sure(0.9) - 0.1) < 1e-9


def test_what_is_doubted_is_seen_by_a_person() -> None:
    score = Score()
    doubted = document(full_name="Nguyễn Thi An") | {"doubts": [{"field": "full_name"}]}
    score.add(TRUTH, doubted)
    assert score.wrong_when_sure(0.9) == 0
    score.add(TRUTH, document(full_name="Nguyễn Thi An"))
    assert score.wrong_when_sure(0.9) == 1


def test_records_that_passed_unseen_are_told_apart() -> None:
    whole = {"full_name": "Nguyễn Thị An", "date_of_birth": "2024-02-05", "home_town": "Hòa An"}
    score = Score()
    score.add(TRUTH, document(**whole) | {"status": "accepted"})
    score.add(TRUTH, document(**whole | {"full_name": "Nguyễn An"}) | {"status": "accepted"})
    score.add(TRUTH, document(full_name="Nguyễn Thị An") | {"status": "needs_review"})
    assert score.share_of_records(accepted=True) == 2 / 3
    assert score.share_of_records(exact=True) == 1 / 3
    assert score.wrong_among_accepted() == 1 / 2


def test_a_table_is_right_where_every_cell_is() -> None:
    rows = [{"name": "Lê An", "born": "2020"}, {"name": "Lê Bình", "born": None}]
    truth = {"document_type": "household_book", "pages": [2], "fields": {"members": rows}}
    assert right("members", (dict(rows[0]), dict(rows[1])), truth)
    assert not right("members", (rows[0],), truth)
    assert not right("members", (rows[0], {"name": "Lê Binh", "born": None}), truth)
