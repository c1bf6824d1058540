-- Makes room for incidents that are written anew in this transaction, or are no more.
DELETE FROM core.incident_figure WHERE incident_id = ANY(%(incident_ids)s);
DELETE FROM core.incident_claim WHERE incident_id = ANY(%(incident_ids)s);
DELETE FROM core.incident_strike WHERE incident_id = ANY(%(incident_ids)s);
DELETE FROM core.incident_materiel WHERE incident_id = ANY(%(incident_ids)s);
DELETE FROM core.incident_control WHERE incident_id = ANY(%(incident_ids)s);
DELETE FROM core.incident_part
WHERE residual_id = ANY(%(incident_ids)s) OR incident_id = ANY(%(incident_ids)s);
DELETE FROM core.sum_figure WHERE incident_id = ANY(%(incident_ids)s);
DELETE FROM core.incident WHERE incident_id = ANY(%(incident_ids)s)
