-- The registry's tables. What must hold is held here: by keys, checks and unique indexes, not by the server's code.
CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TABLE account (
    name text PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    salt bytea NOT NULL,
    password_hash bytea NOT NULL,
    roles text[] NOT NULL,
    communes text[] NOT NULL DEFAULT '{}'  -- empty: all
);

CREATE TABLE item (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    op_id text NOT NULL,            -- the operation that made this version
    stage text NOT NULL CHECK (stage IN ('submitted', 'verified', 'issued', 'rejected', 'retired')),
    code text,
    reason text,                    -- why the verifier sent it back
    commune text NOT NULL,
    house text,                     -- see wire.house_key; NULL where there is no house number
    properties jsonb NOT NULL,
    persons jsonb,                  -- its people, by the register that told of them; served to nobody here
    geom geometry(Point, 4326),
    updated_by text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),  -- the transaction of this version, for the change feed
    CHECK ((stage = 'rejected') = (reason IS NOT NULL)),
    CHECK (stage <> 'issued' OR code IS NOT NULL)
);
-- A code is never given again, not even after the address is gone.
CREATE UNIQUE INDEX item_code ON item (code);
CREATE UNIQUE INDEX item_house ON item (house) WHERE stage <> 'retired';
CREATE INDEX item_feed ON item (xid, id);
CREATE INDEX item_geom ON item USING gist (geom);

-- What every operation came to, with the answer it was given: the same key gets the same bytes.
CREATE TABLE operation (
    op_id text PRIMARY KEY,
    account text NOT NULL REFERENCES account,
    item_id uuid,
    digest bytea NOT NULL,
    state text NOT NULL CHECK (state IN ('applied', 'rejected', 'conflict')),
    status smallint NOT NULL,
    etag text NOT NULL,
    answer bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE commune (
    code text PRIMARY KEY,
    prefix text NOT NULL UNIQUE CHECK (prefix ~ '^[0-9]{5}$'),
    next_serial integer NOT NULL DEFAULT 1
);

-- Numbers that technicians may give out themselves; no number stands in two blocks.
CREATE TABLE block (
    codes int8range PRIMARY KEY,
    commune text NOT NULL REFERENCES commune,
    account text NOT NULL REFERENCES account,
    authority_doc text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    EXCLUDE USING gist (codes WITH &&)
);

-- level, epoch (changes when the database is put back on purpose), cursor_floor (older cursors have expired)
CREATE TABLE setting (key text PRIMARY KEY, value text NOT NULL);
INSERT INTO setting VALUES ('level', '3'), ('epoch', '1'), ('cursor_floor', '0');
