"""All weights and thresholds of matching in one place, with the measurement that chose them.

Weights are hundredths of natural log-odds, whole numbers so that a sum does not depend on its
order. A pair of reports whose weights and `BASE` sum up to more than zero is linked.

How they were chosen: by hand first (F1 0.86 on tests/reconcile/pairs, the sum from which a pair is
linked set on the same pairs), then drawn towards the labelled pairs by logistic regression with a
ridge towards the hand-made weights, and rounded to 5; NEAR, the two of
gas and EQUAL_LARGE by hand, for want of pairs. On all 374
pairs, 208 of them hard: precision 0.88, recall 0.88, F1 0.88, B³ F1 0.92
(`python scripts/measure_matching.py`). Fitted on the pairs of even weeks alone the same procedure
gives F1 0.82 on those of odd weeks, the other way round 0.79: expect that on new months, and read
0.88 as what is known of the old ones. Change `RULES_VERSION` with anything here.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Named in ops.reconcile_rules: another version makes the next reconcile compute everything anew.
RULES_VERSION = "2026-11-27.5"

BASE = -90

WEIGHTS: Mapping[str, Mapping[str, int]] = {
    "place": {
        "UNSAID": -25,
        "APART": -205,
        "NEAR": -150,
        "WITHIN": -80,
        "SAME": 100,
        "SAME_AREA": 60,
        "GAS_WITHIN": -20,
    },
    "day": {
        "SAME": 125,
        "NEXT": -50,
        "LATER": -310,
        "BEFORE_ASSUMED_SAME": 90,
        "BEFORE_ASSUMED_NEXT": 35,
        "BEFORE_ASSUMED_LATER": -70,
        "AFTER_ASSUMED": -305,
        "BOTH_ASSUMED_SAME": 65,
        "BOTH_ASSUMED_NEXT": 20,
        "BOTH_ASSUMED_LATER": -100,
        "GAS_RETOLD": -50,
    },
    "type": {
        "SAME": 60,
        "SAME_RARE": 165,
        "LIKE": -10,
        "LOOSE": -160,
        "GAS": -220,
        "FALL": -50,
    },
    "attackers": {
        "UNSAID": 10,
        "SHARED": 0,
        "SHARED_RARE": 125,
        "SAME_CAMP": -20,
        "CONTRARY": -145,
    },
    "targets": {
        "UNSAID": 25,
        "SHARED": -15,
        "SHARED_RARE": 90,
        "SAME_CAMP": 10,
        "CONTRARY": -70,
    },
    "figures": {"UNSAID": 0, "EQUAL": 290, "EQUAL_LARGE": 450, "CLOSE": 85, "APART": -80},
    "words": {"NONE": -30, "ONE": 105, "MORE": 245},
}

#: What two reports of a component count for that no block brought together (other days or places).
UNCOMPARED = -150

#: What two reports count for that one article tells from one source: for its author they are two.
#: It outweighs some thirty pairs that agree, so that single reports never join, yet is no bar
#: between many reports of one happening and many more of which one article has both.
TOLD_APART = -3000
