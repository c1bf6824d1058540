-- The new reports.
SELECT event_id FROM seed
