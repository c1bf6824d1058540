-- Near-duplicates are found by the bands of their MinHash signatures, and told as who reprinted whom.

CREATE TABLE raw.article_bands (
    article_id text PRIMARY KEY REFERENCES raw.article (article_id),
    version text NOT NULL,
    published_on date NOT NULL,
    bands integer[] NOT NULL
);
CREATE INDEX article_bands_idx ON raw.article_bands USING gin (bands);
COMMENT ON TABLE raw.article_bands IS 'One row per article of which near-duplicates were looked for';
COMMENT ON COLUMN raw.article_bands.article_id IS 'The article';
COMMENT ON COLUMN raw.article_bands.version IS 'Version whose words were compared';
COMMENT ON COLUMN raw.article_bands.published_on IS 'Day of publication of that version';
COMMENT ON COLUMN raw.article_bands.bands IS 'Hashes of the 32 bands of its MinHash signature; articles that share one are compared word by word';

CREATE VIEW raw.reprint AS
WITH told AS (
    SELECT a.article_id, a.outlet, t.published_on, t.published_at, a.first_seen_at
    FROM raw.article AS a
    JOIN raw.article_text AS t
        ON t.article_id = a.article_id
        AND t.version = a.current_version
        AND t.published_on = a.current_published_on
),
pair AS (
    SELECT
        c.similarity, one.article_id AS one_id, other.article_id AS other_id,
        one.outlet AS one_outlet, other.outlet AS other_outlet,
        one.published_on AS one_on, other.published_on AS other_on,
        one.published_at AS one_at, other.published_at AS other_at,
        CASE
            WHEN one.published_at <> other.published_at
                THEN one.published_at < other.published_at
            WHEN one.published_on <> other.published_on
                THEN one.published_on < other.published_on
        END AS is_one_first,
        (one.first_seen_at, one.article_id) < (other.first_seen_at, other.article_id) AS is_one_seen_first
    FROM raw.article_copy AS c
    JOIN told AS one ON one.article_id = c.article_id
    JOIN told AS other ON other.article_id = c.other_article_id
)
SELECT
    CASE WHEN coalesce(is_one_first, is_one_seen_first) THEN one_id ELSE other_id END AS original_id,
    CASE WHEN coalesce(is_one_first, is_one_seen_first) THEN other_id ELSE one_id END AS reprint_id,
    CASE WHEN coalesce(is_one_first, is_one_seen_first) THEN one_outlet ELSE other_outlet END AS original_outlet,
    CASE WHEN coalesce(is_one_first, is_one_seen_first) THEN other_outlet ELSE one_outlet END AS reprint_outlet,
    similarity,
    is_one_first IS NOT NULL AS is_order_known,
    abs(one_on - other_on) AS days_between
FROM pair;
COMMENT ON VIEW raw.reprint IS 'Who reprinted whom: one row per pair of near-duplicates, from the earlier to the later';
COMMENT ON COLUMN raw.reprint.original_id IS 'The article that was published first';
COMMENT ON COLUMN raw.reprint.reprint_id IS 'The one that was published later with nearly the same words';
COMMENT ON COLUMN raw.reprint.original_outlet IS 'Outlet of the first';
COMMENT ON COLUMN raw.reprint.reprint_outlet IS 'Outlet of the later one; the same outlet where it repeats itself';
COMMENT ON COLUMN raw.reprint.similarity IS 'Jaccard similarity of their word triples, 0.7 to 1';
COMMENT ON COLUMN raw.reprint.is_order_known IS 'Whether their times or days of publication tell the order; else the one seen first stands first';
COMMENT ON COLUMN raw.reprint.days_between IS 'Days between their days of publication';
