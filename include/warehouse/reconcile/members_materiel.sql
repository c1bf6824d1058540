-- Told losses of equipment and buildings by cluster.
SELECT
    n.cluster_number, m.event_id, m.item, m.fate, m.owner, m.count_low, m.count_high, m.qualifier
FROM assigned AS n
JOIN core.materiel AS m USING (event_id)
ORDER BY n.cluster_number, m.materiel_id
