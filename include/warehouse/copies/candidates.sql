-- Articles that share a band with one of `ids` and appeared within `days` of it; grain: a pair.
-- At most `most` for each, the nearest in time: a text that an outlet prints daily has hundreds.
SELECT new.article_id, old.article_id AS other_article_id
FROM raw.article_bands AS new
CROSS JOIN LATERAL (
    SELECT o.article_id
    FROM raw.article_bands AS o
    WHERE o.bands && new.bands
        AND o.article_id <> new.article_id
        AND o.published_on BETWEEN new.published_on - %(days)s AND new.published_on + %(days)s
    ORDER BY abs(o.published_on - new.published_on), o.article_id
    LIMIT %(most)s
) AS old
WHERE new.article_id = ANY(%(ids)s::text[])
ORDER BY 1, 2
