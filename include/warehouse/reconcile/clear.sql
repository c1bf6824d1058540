-- Makes room for the incidents that are written anew in the same transaction.
DELETE FROM core.incident_figure;
DELETE FROM core.incident_event;
DELETE FROM core.incident
