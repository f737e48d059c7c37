-- The tables: derived from the journal and the kept files, rebuilt from them at any time, and
-- never backed up. Times are UTC without a zone; 9999-12-31 stands for "not ended"; nothing is
-- NULL. No indexes: they cost more than a scan of the narrow column `slot` (a cheap hash of the
-- key beside it) saves, and have a history of damage after a crash.

-- How much of the journal these tables hold, and what made them.
CREATE TABLE head (seq BIGINT NOT NULL, hash VARCHAR NOT NULL, size BIGINT NOT NULL, layout VARCHAR NOT NULL);

-- Every act of the journal, as it stands there.
CREATE TABLE acts (
    seq BIGINT NOT NULL, recorded_at TIMESTAMP NOT NULL, actor VARCHAR NOT NULL, role VARCHAR NOT NULL,
    act VARCHAR NOT NULL, body VARCHAR NOT NULL, prev VARCHAR NOT NULL, hash VARCHAR NOT NULL
);

-- Every act that brought records; `undone` is the act that undid it, or 0.
CREATE TABLE uploads (
    act BIGINT NOT NULL, recorded_at TIMESTAMP NOT NULL, actor VARCHAR NOT NULL, file VARCHAR NOT NULL,
    original VARCHAR NOT NULL, declared VARCHAR NOT NULL, archive BOOLEAN NOT NULL,
    stored BIGINT NOT NULL, unchanged BIGINT NOT NULL, rejected BIGINT NOT NULL, records BIGINT NOT NULL,
    undone BIGINT NOT NULL
);

-- Every version of every record. first_at and last_at are the closed span of what it tells of,
-- known_from where it tells of none; published_at is 9999-12-31 where none is stated.
CREATE TABLE records (
    slot UINTEGER NOT NULL, kind VARCHAR NOT NULL, key VARCHAR NOT NULL, source VARCHAR NOT NULL,
    revision BIGINT NOT NULL, withdrawn BOOLEAN NOT NULL,
    act BIGINT NOT NULL, line BIGINT NOT NULL,
    known_from TIMESTAMP NOT NULL, known_to TIMESTAMP NOT NULL,
    published_at TIMESTAMP NOT NULL, first_at TIMESTAMP NOT NULL, last_at TIMESTAMP NOT NULL,
    digest VARCHAR NOT NULL, body VARCHAR NOT NULL
);

-- Rows that said again what stood already: needed when the upload that said it first is undone.
CREATE TABLE repeats (
    slot UINTEGER NOT NULL, kind VARCHAR NOT NULL, key VARCHAR NOT NULL, revision BIGINT NOT NULL,
    act BIGINT NOT NULL, line BIGINT NOT NULL, known_from TIMESTAMP NOT NULL, digest VARCHAR NOT NULL
);

-- Which link or review, in any version, names which report.
CREATE TABLE mentions (kind VARCHAR NOT NULL, key VARCHAR NOT NULL, report VARCHAR NOT NULL);

-- The dictionary of a coded column: `value` is the sorted set of stated values, as JSON.
CREATE TABLE codes (field VARCHAR NOT NULL, code INTEGER NOT NULL, value VARCHAR NOT NULL);

-- The dictionary of locations, apart because a record can hold a million: `value` is the sorted set
-- of [latitude, longitude, precision in metres] as JSON, and the box that holds all of it is in
-- millionths of a degree. Code 0, not stated, has no row.
CREATE TABLE locations (
    code INTEGER NOT NULL, value VARCHAR NOT NULL,
    south INTEGER NOT NULL, north INTEGER NOT NULL, west INTEGER NOT NULL, east INTEGER NOT NULL
);

-- Incidents as believed over [known_from, known_to): the official picture. Flags are 0 or 1,
-- an open figure is -1, grade is 0 (refuted) to 3 (verified).
CREATE TABLE incident_versions (
    slot UINTEGER NOT NULL, incident VARCHAR NOT NULL, reports VARCHAR NOT NULL, refs VARCHAR NOT NULL,
    known_from TIMESTAMP NOT NULL, known_to TIMESTAMP NOT NULL,
    first_at TIMESTAMP NOT NULL, last_at TIMESTAMP NOT NULL,
    kind INTEGER NOT NULL, perpetrator INTEGER NOT NULL, victim INTEGER NOT NULL,
    place INTEGER NOT NULL, purpose INTEGER NOT NULL, weapon INTEGER NOT NULL,
    claim INTEGER NOT NULL, location INTEGER NOT NULL, grade INTEGER NOT NULL,
    disputed INTEGER NOT NULL, repeats INTEGER NOT NULL, contested INTEGER NOT NULL,
    killed_low INTEGER NOT NULL, killed_high INTEGER NOT NULL,
    injured_low INTEGER NOT NULL, injured_high INTEGER NOT NULL,
    quantity_low INTEGER NOT NULL, quantity_high INTEGER NOT NULL
);

-- The same for each source on its own; `account` is its code.
CREATE TABLE account_versions (
    slot UINTEGER NOT NULL, incident VARCHAR NOT NULL, reports VARCHAR NOT NULL, refs VARCHAR NOT NULL,
    known_from TIMESTAMP NOT NULL, known_to TIMESTAMP NOT NULL,
    first_at TIMESTAMP NOT NULL, last_at TIMESTAMP NOT NULL,
    kind INTEGER NOT NULL, perpetrator INTEGER NOT NULL, victim INTEGER NOT NULL,
    place INTEGER NOT NULL, purpose INTEGER NOT NULL, weapon INTEGER NOT NULL,
    claim INTEGER NOT NULL, location INTEGER NOT NULL, grade INTEGER NOT NULL,
    disputed INTEGER NOT NULL, repeats INTEGER NOT NULL, contested INTEGER NOT NULL,
    killed_low INTEGER NOT NULL, killed_high INTEGER NOT NULL,
    injured_low INTEGER NOT NULL, injured_high INTEGER NOT NULL,
    quantity_low INTEGER NOT NULL, quantity_high INTEGER NOT NULL, account INTEGER NOT NULL
);
