-- Where incidents changed, for the sums that they lie in.
CREATE TEMP TABLE touched_span (
    started_on date NOT NULL, ended_on date NOT NULL, admin1_codes text[] NOT NULL
) ON COMMIT DROP
