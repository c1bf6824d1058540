-- A week with no incident in the whole country is one that no source covered, not a week of peace:
-- comparisons rest on weeks with an incident, which the comments now say.
COMMENT ON TABLE mart.weekly_summary IS 'The headline: killed and wounded by area and side beside the covered weeks before (those with an incident anywhere), with unusual weeks marked; a side of the eight weeks before that has none now has a row of zero';
COMMENT ON COLUMN mart.weekly_summary.previous_best IS 'count_best of the week before; null where that week is not covered';
COMMENT ON COLUMN mart.weekly_summary.mean_4_weeks IS 'Mean of count_best over the covered ones of the four weeks before; null where there is none';
COMMENT ON COLUMN mart.weekly_summary.baseline_weeks IS 'Covered weeks among the eight before, on which the test rests';
