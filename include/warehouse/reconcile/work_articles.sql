-- The articles of the reports at work.
SELECT event_id, article_id FROM wanted JOIN core.event USING (event_id)
