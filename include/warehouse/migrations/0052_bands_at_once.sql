-- A batch looks for its own bands right after it wrote them: a list of pending entries would be
-- read through for each article (measured: 72 ms an article after 6,000, growing with each).
ALTER INDEX raw.article_bands_idx SET (fastupdate = off);
