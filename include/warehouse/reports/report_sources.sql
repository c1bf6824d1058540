-- What outlets and camps told of a week, and how far they agree with the others. Grain: source.
SELECT
    source_kind, source, article_count, incident_count, alone_count, coverage, compared_count,
    agreed_count, contradicted_count, difference_sum
FROM mart.weekly_sources
WHERE week_on = %(week)s
ORDER BY source_kind DESC, incident_count DESC, source
