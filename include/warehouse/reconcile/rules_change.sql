-- Puts every report on the list where the incidents of now were computed by other rules than these.
-- Gives back one row if so.
WITH other AS (
    SELECT NOT EXISTS (
        SELECT 1 FROM ops.reconcile_rules WHERE rules_version = %(rules_version)s
    ) AS is_other
),
listed AS (
    INSERT INTO ops.event_change (event_id, what)
    SELECT event_id, 'came' FROM core.event, other
    WHERE is_other AND scope <> 'background'
        AND NOT (scope = 'aggregate' AND date_basis = 'published')
),
forgotten AS (
    DELETE FROM ops.reconcile_rules WHERE rules_version <> %(rules_version)s
)
INSERT INTO ops.reconcile_rules (rules_version, computed_at)
SELECT %(rules_version)s, now() FROM other WHERE is_other
RETURNING rules_version
