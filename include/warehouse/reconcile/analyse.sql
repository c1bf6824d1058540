-- Tells the planner of tables that this transaction has filled.
ANALYZE core.incident, core.incident_event, core.incident_figure, core.sum_figure
