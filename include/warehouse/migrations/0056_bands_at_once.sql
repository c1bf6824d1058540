-- Bands are indexed as they come. GIN's list of pending entries, which every look-up reads whole, made
-- near-duplicates quadratic: with 12,000 articles a look-up took 78 ms by a scan that the list made
-- seem cheaper, 10 ms by the index with the list, and 0.4 ms without it.
ALTER INDEX raw.article_bands_idx SET (fastupdate = off);
SELECT gin_clean_pending_list('raw.article_bands_idx');
