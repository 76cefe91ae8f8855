-- Every column of every event in order, as a replay reads them.
SELECT position, stream, version, type, schema, recorded, effective, actor, command, body_hash, body
FROM event ORDER BY position;
