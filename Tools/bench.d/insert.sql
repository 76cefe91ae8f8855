-- What one accepted command of one event writes, in the ledger's order; the parameters are named as rows.c binds them.
INSERT INTO command (first, count, person, id, parameters, seal)
VALUES (:position, :count, :person, :command, :hash, :hash);
INSERT INTO event (position, stream, version, type, schema, recorded, effective, actor, command, body_hash, body)
VALUES (:position, :stream, :version, :type, :schema, :recorded, :effective, :actor, :command, :hash, :body);
