-- Fresh statistics of the marts that weekly_revisions and weekly_summary read in the same transaction.
ANALYZE mart.weekly_casualties, mart.weekly_events, mart.weekly_revisions
