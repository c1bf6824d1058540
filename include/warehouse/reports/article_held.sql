-- An article that lies in quarantine whole, with the events found in it. Grain: at most one row.
SELECT record
FROM quality.quarantine
WHERE article_id = %(article_id)s AND grain = 'article'
ORDER BY is_record_whole DESC, quarantined_at DESC, quarantine_id
LIMIT 1
