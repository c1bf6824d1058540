-- Makes the monthly partition of quality.expectation_result that a validation needs.
SELECT quality.ensure_result_partition(%(at)s)
