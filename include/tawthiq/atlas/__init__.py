"""Build a gazetteer: public place files in their own formats, merged into the shipped table.

files → records (`formats`) → one place out of the records that mean it (`join`) → places beside the
shipped ones, with what joined, clashed and is new (`merge`) → a table like places.tsv (`table`).
Two names are compared by their consonants, so that Arabic meets any romanisation (`names`).
"""

from tawthiq.atlas.build import Built, build
from tawthiq.atlas.formats import PlaceFileError
from tawthiq.atlas.merge import Fate

__all__ = ["Built", "Fate", "PlaceFileError", "build"]
