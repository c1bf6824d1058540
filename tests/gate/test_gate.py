import importlib.util
import json
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("gate", PROJECT / "scripts" / "gate.py")
assert spec
assert spec.loader
gate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gate)

FLOORS = json.loads(gate.FLOORS.read_text("utf-8"))


@pytest.mark.shared
@pytest.mark.parametrize("fold", sorted(FLOORS))
def test_no_measure_falls_below_its_floor(fold):
    if not (gate.shared() / "eval" / "score.py").exists():
        pytest.skip("the annotated articles do not lie beside the project")
    values = gate.measure(fold)
    assert values.keys() == FLOORS[fold].keys()
    below = {
        name: (value, FLOORS[fold][name])
        for name, value in values.items()
        if (value > FLOORS[fold][name] if "error" in name else value < FLOORS[fold][name])
    }
    assert not below, f"{fold}: measured and floor: {below}"
