-- Who reprinted whom, by outlet. Grain: one row per pair of outlets, the most reprints first.
SELECT
    original_outlet, reprint_outlet, count(*)::int AS reprint_count,
    round(avg(similarity)::numeric, 2)::float AS similarity_mean,
    count(*) FILTER (WHERE NOT is_order_known)::int AS order_unknown_count
FROM raw.reprint
GROUP BY 1, 2
ORDER BY reprint_count DESC, 1, 2
