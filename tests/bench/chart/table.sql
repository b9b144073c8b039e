-- An sqlite3 table that prices numbers; the shell's parameters ROUTES and NUMBERS are replaced.
-- The routes are in memory; what is imported stands in a temporary file, as a list and numbers
-- that are read from files do.

ATTACH '' AS files;
CREATE TABLE files.list(prefix TEXT, cost TEXT);
CREATE TABLE files.numbers(number TEXT);
CREATE TABLE routes(prefix TEXT PRIMARY KEY, cost TEXT) WITHOUT ROWID;
.mode csv
.import --schema files ROUTES list
INSERT INTO routes SELECT prefix, cost FROM files.list WHERE true ORDER BY rowid
    ON CONFLICT(prefix) DO UPDATE SET cost = excluded.cost
    WHERE CAST(excluded.cost AS REAL) < CAST(routes.cost AS REAL);
.import --schema files NUMBERS numbers
.mode list
SELECT number || ',' || coalesce(
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 16)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 15)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 14)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 13)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 12)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 11)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 10)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 9)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 8)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 7)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 6)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 5)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 4)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 3)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 2)),
    (SELECT cost FROM routes WHERE prefix = substr(number, 1, 1)),
    '0') FROM files.numbers ORDER BY rowid;
