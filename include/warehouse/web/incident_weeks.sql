-- Weeks that have incidents, newest first: each step looks up the next week in the index.
WITH RECURSIVE weeks AS (
    (SELECT week_on FROM core.incident ORDER BY week_on DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT i.week_on FROM core.incident AS i WHERE i.week_on < w.week_on ORDER BY i.week_on DESC LIMIT 1)
    FROM weeks AS w
    WHERE w.week_on IS NOT NULL
)
SELECT week_on FROM weeks WHERE week_on IS NOT NULL ORDER BY week_on DESC
