"""Files of the reports folder (Data Docs, weekly reports), behind the same login as the pages.

Not `StaticFiles`: what is mounted is not covered by the app's dependencies and would be open.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import FileResponse

from tawthiq.web.frame import settings_of
from tawthiq.web.headers import FILES

router = APIRouter()


@router.get("/reports/{path:path}")
def report(request: Request, path: str) -> FileResponse:
    """Give a file that lies in the reports folder, and nothing that lies elsewhere."""
    file = _file(settings_of(request).reports, path)
    if file is None:
        raise HTTPException(404, "no such report; older ones are removed after a while")
    return FileResponse(file, headers={"content-security-policy": FILES})


def _file(folder: Path, path: str) -> Path | None:
    """Return the file of that name within the folder, `None` where there is none.

    Links are followed first, so that neither `..` nor a link leads out.
    """
    root = folder.resolve()
    try:
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):  # a name too long for the disk, or with a zero byte
        return None
