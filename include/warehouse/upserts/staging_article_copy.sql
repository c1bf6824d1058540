-- Table of this session into which near-duplicate pairs are copied.
CREATE TEMP TABLE staged_article_copy (
    article_id text, other_article_id text, similarity real
) ON COMMIT DROP
