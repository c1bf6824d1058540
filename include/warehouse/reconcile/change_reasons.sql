-- Why events of this reconcile's list changed, where they stood before in another form.
SELECT DISTINCT ON (h.event_id)
    h.event_id,
    CASE WHEN h.replaced_because = 'extractor' THEN 'new extractor' ELSE 'report changed' END
        AS reason
FROM changed AS c
JOIN core.event_history AS h USING (event_id)
WHERE c.what = 'went'
ORDER BY h.event_id, h.replaced_at DESC
