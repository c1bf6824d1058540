-- One reconcile or publish at a time; released at the end of the transaction.
SELECT pg_advisory_xact_lock(7305218)
