-- One reconcile or publish at a time; released at the end of the transaction. A whole stock is sorted
-- and joined in memory: with PostgreSQL's 4 MB it goes by way of files.
SET LOCAL work_mem = '64MB';
SELECT pg_advisory_xact_lock(7305218)
