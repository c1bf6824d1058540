-- Which report belongs to which cluster, for the streams below.
CREATE TEMP TABLE assigned (
    event_id text NOT NULL, incident_id text NOT NULL, article_id text NOT NULL,
    component_id text NOT NULL, cluster_number integer NOT NULL
) ON COMMIT DROP
