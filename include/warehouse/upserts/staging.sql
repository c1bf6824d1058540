-- Tables of this session into which a batch is copied; they vanish with the transaction.
CREATE TEMP TABLE staged_article (
    article_id text, version text, outlet text, source_id text, url text, published_on date,
    published_at timestamptz, published_raw text, published_zone text, published_basis text,
    published_confidence text, author text, language text, title text, body text, text_basis text,
    seen_in text, seen_at timestamptz
) ON COMMIT DROP;

CREATE TEMP TABLE staged_event (
    event_id text, article_id text, version text, event_key text, event_number integer,
    event_type text, scope text, started_on date, ended_on date, date_basis text,
    published_on date, admin1_codes text[], attackers text[], targets text[], methods text[],
    source_class text, source_name text, rule text, extractor_version text, evidence jsonb,
    record jsonb, digest text, accepted_claims text[]
) ON COMMIT DROP;

CREATE TEMP TABLE staged_event_place (
    event_id text, place_number integer, name text, place_id text, admin1_codes text[]
) ON COMMIT DROP;

CREATE TEMP TABLE staged_casualty (
    claim_id text, event_id text, claim_key text, outcome text, victim text, category text,
    count_low integer, count_high integer, qualifier text, part_of_claim_id text,
    evidence_part text, evidence_start integer, evidence_end integer, quote text, rule text
) ON COMMIT DROP;

CREATE TEMP TABLE staged_strike (
    strike_id text, event_id text, munition text, count_low integer, count_high integer,
    qualifier text, evidence_part text, evidence_start integer, evidence_end integer, quote text,
    rule text
) ON COMMIT DROP;

CREATE TEMP TABLE staged_materiel (
    materiel_id text, event_id text, item text, fate text, owner text, count_low integer,
    count_high integer, qualifier text, evidence_part text, evidence_start integer,
    evidence_end integer, quote text, rule text
) ON COMMIT DROP;

CREATE TEMP TABLE staged_control (
    control_id text, event_id text, place_name text, place_id text, gained_by text[],
    lost_by text[], how text, evidence_part text, evidence_start integer, evidence_end integer,
    quote text, rule text
) ON COMMIT DROP;

CREATE TEMP TABLE staged_quarantine (
    quarantine_id text, grain text, record_id text, article_id text, version text, outlet text,
    url text, published_on date, suite text, expectation text, reason text, detail text,
    record jsonb, is_record_whole boolean, read_from text
) ON COMMIT DROP;
