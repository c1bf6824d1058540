-- Ids of the quarantined records of these articles that a reviewer let pass.
SELECT quarantine_id
FROM quality.quarantine
WHERE status = 'released' AND article_id = ANY(%(article_ids)s::text[])
