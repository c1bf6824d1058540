-- Fresh statistics of what the marts read: right after a bulk load there are none yet, and plans made
-- without them take minutes where others take a second.
ANALYZE core.incident, core.incident_figure, core.incident_event, core.incident_claim, core.event,
    core.casualty, raw.article
