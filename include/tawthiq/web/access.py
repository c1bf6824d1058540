"""Who may see pages and who may decide: Airflow's login and roles, whatever its auth manager.

An app of a plugin is open unless it says otherwise; `reader` closes all of it. This is the door to
Airflow's security, the same under SimpleAuthManager and FAB.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.auth.managers.models.resource_details import (
    AccessView,
    DagAccessEntity,
    DagDetails,
)
from airflow.api_fastapi.core_api.security import get_user
from fastapi import Depends, HTTPException, Request

#: Whoever may start this DAG, by which two people decide, may decide on the page as well.
DECIDING_DAG = "quarantine"

User = Annotated[BaseUser, Depends(get_user)]


def reader(user: User) -> BaseUser:
    """Let pass who may see Airflow's own pages; 401 without a login, 403 without that right."""
    if not get_auth_manager().is_authorized_view(access_view=AccessView.WEBSITE, user=user):
        raise HTTPException(403, "this account may not see pages")
    return user


Reader = Annotated[BaseUser, Depends(reader)]


def may_decide(user: BaseUser) -> bool:
    """Tell whether a user may release and reject what lies in quarantine."""
    return bool(
        get_auth_manager().is_authorized_dag(
            method="POST",
            access_entity=DagAccessEntity.RUN,
            details=DagDetails(id=DECIDING_DAG),
            user=user,
        )
    )


def decider(request: Request, user: Reader) -> str:
    """Return the name of a user who may decide, asking from our own pages; else 403."""
    if not is_same_origin(request):
        raise HTTPException(403, "this can be asked for from these pages alone")
    if not may_decide(user):
        raise HTTPException(403, f"deciding takes the right to start the DAG {DECIDING_DAG}")
    return str(user.get_name())


Decider = Annotated[str, Depends(decider)]


def is_same_origin(request: Request) -> bool:
    """Tell whether a page of this very site sent the request.

    Browsers say so in Sec-Fetch-Site; older ones name the page's origin. A program that sends
    neither proves by its bearer token that it is no page that was lured into asking.
    """
    said = request.headers.get("sec-fetch-site")
    if said is not None:
        return said == "same-origin"
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("host")
    return "authorization" in request.headers
