-- Places that changed hands by cluster.
SELECT
    n.cluster_number, k.event_id, k.place_name, k.place_id, k.gained_by::text[], k.lost_by::text[],
    k.how
FROM assigned AS n
JOIN core.control AS k USING (event_id)
ORDER BY n.cluster_number, k.control_id
