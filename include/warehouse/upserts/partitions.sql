-- Makes the monthly partitions of raw.article_text that the batch needs.
SELECT raw.ensure_article_text_partitions(%(days)s::date[]) AS made
