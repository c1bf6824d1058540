-- An incident's figures, whole sides before their parts. Grain: outcome, victim, category.
SELECT outcome, victim, category, count_low, count_best, count_high, claim_count, source_count
FROM core.incident_figure
WHERE incident_id = %(incident_id)s
ORDER BY outcome, victim, category <> 'all', count_best DESC, category
