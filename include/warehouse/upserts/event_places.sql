-- Inserts the places of new events; key: event_id, place_number.
INSERT INTO core.event_place (event_id, place_number, name, place_id, admin1_codes)
SELECT s.event_id, s.place_number, s.name, s.place_id, s.admin1_codes
FROM staged_event_place AS s
WHERE s.event_id IN (SELECT event_id FROM new_event)
ORDER BY s.event_id, s.place_number
