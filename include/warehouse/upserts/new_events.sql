-- Notes the events of current versions that the warehouse does not hold in this form.
CREATE TEMP TABLE new_event ON COMMIT DROP AS
SELECT DISTINCT ON (s.event_id) s.*
FROM staged_event AS s
JOIN raw.article AS a ON a.article_id = s.article_id AND a.current_version = s.version
WHERE NOT EXISTS (SELECT 1 FROM core.event AS e WHERE e.event_id = s.event_id)
ORDER BY s.event_id
