"""The pages inside Airflow's UI: names and addresses only; the work is done in `tawthiq.web`.

Every component of Airflow imports this file, so it imports nothing but Airflow's plugin class and
a package whose own imports wait for the first request.
"""

from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin

from tawthiq.web import PREFIX, VIEWS, app


class TawthiqPages(AirflowPlugin):
    """Weekly trends, data quality, incidents and quarantine beside Airflow's own pages."""

    name = "tawthiq"
    fastapi_apps: ClassVar[list[Any]] = [{"app": app, "url_prefix": PREFIX, "name": "tawthiq"}]
    external_views: ClassVar[list[Any]] = [dict(view) for view in VIEWS]
