"""Score the extraction on the annotated articles beside the project and hold it to its floors.

    python scripts/gate.py            # print the table per fold, fail below a floor
    python scripts/gate.py --raise    # raise floors that are exceeded, never lower one, and keep
                                      # the scores for the quality pages

The floors stand in tests/gate/floors.json. Lowering one is done by hand, with a line in the
changelog under Numbers.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
FLOORS = PROJECT / "tests" / "gate" / "floors.json"
#: What the quality pages show of the extractor; data of the package, written with `--raise`.
SCORES = PROJECT / "include" / "expectations" / "extraction_scores.json"
sys.path.insert(0, str(PROJECT / "include"))


def shared() -> Path:
    """Return the folder of annotated articles: TAWTHIQ_SHARED, or beside the project."""
    return Path(os.environ.get("TAWTHIQ_SHARED") or PROJECT.parent / "shared")


def scorer() -> ModuleType:
    """Load the scorer that lies with the articles."""
    spec = importlib.util.spec_from_file_location("score", shared() / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared() / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(fold: str) -> dict[str, float]:
    """Return every measure of a fold by name; the death toll's error is to be small."""
    from tawthiq.extract import extract, load_language
    from tawthiq.records import article_from_record, codebook_document

    score = scorer()
    corpus = shared() / "corpus"
    articles = score.read(corpus / "articles.jsonl")
    gold = {k: d for k, d in score.read(corpus / "gold.jsonl").items() if d["fold"] == fold}
    language = load_language()
    found: dict[str, dict[str, Any]] = {}
    for key in gold:
        article = article_from_record(articles[key])
        document = codebook_document(key, extract(article, language))
        found[key] = json.loads(json.dumps(document))
    published = {key: articles[key]["published"][:10] for key in gold}
    result = score.score(gold, found, published)
    values = {name: round(row["f1"], 3) for name, row in result["rows"].items()}
    values["death toll error"] = round(result["death toll error"], 3)
    return values


def main() -> int:
    """Print both folds beside their floors; return 1 below a floor."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    failed, scores = False, dict[str, dict[str, dict[str, float]]]()
    for fold in ("tune", "check"):
        values = measure(fold)
        sys.stdout.write(f"{fold}\n")
        scores[fold] = {}
        for name, value in values.items():
            floor = floors[fold][name]
            is_error = name == "death toll error"
            worse = value > floor if is_error else value < floor
            better = value < floor if is_error else value > floor
            failed |= worse
            if "--raise" in sys.argv and better:
                floors[fold][name] = value
            scores[fold][name] = {"value": value, "floor": floors[fold][name]}
            mark = "  BELOW ITS FLOOR" if worse else ""
            sys.stdout.write(f"  {name:18}{value:7.3f}   floor {floor:.3f}{mark}\n")
    if "--raise" in sys.argv:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
        day = datetime.now(UTC).date().isoformat()
        record = {"measured_on": day, "folds": scores}
        SCORES.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
