"""Reports of one happening are found: floors on pairs that a reader judged; only to be raised."""

from pathlib import Path

import pytest

from tawthiq.gazetteer import load_gazetteer
from tawthiq.reconcile.measure import (
    Agreement,
    Pair,
    b_cubed,
    measure,
    over_pairs,
    read_pairs,
    read_table,
)

FOLDER = Path(__file__).parent / "pairs"
F1, B_CUBED_F1 = 0.87, 0.9


def test_the_floors_hold():
    pairs, cubed, count = measure(FOLDER, load_gazetteer())
    assert count >= 150
    assert pairs.f1 >= F1
    assert cubed.f1 >= B_CUBED_F1


def test_half_of_the_pairs_are_hard_and_both_verdicts_are_there():
    pairs = read_pairs(FOLDER / "pairs.tsv")
    hard = [pair for pair in pairs if pair.is_hard]
    assert len(hard) * 2 >= len(pairs)
    for verdict in (True, False):
        assert sum(pair.is_same is verdict for pair in hard) >= 40


def test_verdicts_agree_with_the_happenings():
    happening = {row["event"]: row["happening"] for row in read_table(FOLDER / "reports.tsv")}
    for pair in read_pairs(FOLDER / "pairs.tsv"):
        assert pair.is_same == (happening[pair.one] == happening[pair.other]), pair


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        ({"a": 1, "b": 1, "c": 2}, 1.0, 1.0),
        ({"a": 1, "b": 2, "c": 3}, 0.0, 0.0),
        ({"a": 1, "b": 1, "c": 1}, 1 / 3, 1.0),
    ],
)
def test_pairs_are_scored_by_shared_clusters(found, precision, recall):
    pairs = [
        Pair(one=one, other=other, is_same=same, is_hard=False, half="held")
        for one, other, same in (("a", "b", True), ("a", "c", False), ("b", "c", False))
    ]
    assert over_pairs(pairs, found) == Agreement(precision=precision, recall=recall)


def test_b_cubed_of_one_cluster_for_two_happenings():
    found = b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1})
    assert found.recall == 1.0
    assert found.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
