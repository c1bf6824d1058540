-- Table of this session into which the bands of articles are copied; it vanishes with the
-- transaction.
CREATE TEMP TABLE staged_bands (
    article_id text, version text, published_on date, bands integer[]
) ON COMMIT DROP
