-- Removes the pairs of `ids` that the new comparison no longer finds; `kept` are those it finds.
DELETE FROM raw.article_copy
WHERE (article_id = ANY(%(ids)s::text[]) OR other_article_id = ANY(%(ids)s::text[]))
    AND article_id || ' ' || other_article_id <> ALL(%(kept)s::text[])
