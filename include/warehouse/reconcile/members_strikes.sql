-- Told numbers of raids, bombs, shells and rockets by cluster.
SELECT n.cluster_number, s.event_id, s.munition, s.count_low, s.count_high, s.qualifier
FROM assigned AS n
JOIN core.strike AS s USING (event_id)
ORDER BY n.cluster_number, s.strike_id
