"""What PostgreSQL's catalog says of a ledger's tables, and what it must say: nothing may act on rows but our guards.

Whoever owns a database can add triggers, rules, policies, columns, children and rights. Each of these could drop,
change or hide an entry behind the program's back, so all that belongs to the two tables and their guards is compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import LiteralString

    import psycopg

DESCRIPTION: LiteralString = """
WITH tables AS (
    SELECT c.*, c.relname::text AS name FROM pg_class c
    WHERE c.oid IN (to_regclass('ledger_entries'), to_regclass('ledger_version'))
)
SELECT 'table', name, concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity, relhassubclass,
    relispartition, reloftype, relreplident, coalesce(array_to_string(reloptions, ','), ''), am.amname)
    FROM tables LEFT JOIN pg_am am ON am.oid = relam
UNION ALL
SELECT 'column', name || '.' || a.attname, concat_ws(' ', a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull,
    a.attidentity, a.attgenerated, a.attisdropped, a.attinhcount,
    CASE WHEN a.attcollation = 0 THEN '-' ELSE a.attcollation::regcollation::text END,
    coalesce(pg_get_expr(d.adbin, d.adrelid), '-'))
    FROM tables JOIN pg_attribute a ON a.attrelid = tables.oid AND a.attnum > 0
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL
SELECT 'constraint', name || '.' || k.conname, concat_ws(' ', k.contype, k.convalidated, k.condeferrable,
    pg_get_constraintdef(k.oid))
    FROM tables JOIN pg_constraint k ON k.conrelid = tables.oid OR k.confrelid = tables.oid
    WHERE k.contype <> 'n'
UNION ALL
SELECT 'index', name || '.' || i.indexrelid::regclass::text, concat_ws(' ', i.indisunique, i.indisprimary,
    i.indisexclusion, i.indimmediate, i.indisvalid, i.indisready, i.indislive, m.amname, i.indkey::text,
    array_to_string(ARRAY(SELECT o.opcname FROM unnest(i.indclass::oid[]) WITH ORDINALITY u(oid, n)
        JOIN pg_opclass o ON o.oid = u.oid ORDER BY u.n), ','),
    coalesce(pg_get_expr(i.indpred, i.indrelid), '-'), coalesce(pg_get_expr(i.indexprs, i.indrelid), '-'))
    FROM tables JOIN pg_index i ON i.indrelid = tables.oid
    JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
UNION ALL
SELECT 'trigger', name || '.' || t.tgname, concat_ws(' ', t.tgtype, t.tgenabled, t.tgdeferrable, t.tginitdeferred,
    t.tgnargs, t.tgattr::text, CASE WHEN t.tgqual IS NULL THEN '-' ELSE 'when' END, coalesce(t.tgoldtable, '-'),
    coalesce(t.tgnewtable, '-'), t.tgfoid::regproc::text)
    FROM tables JOIN pg_trigger t ON t.tgrelid = tables.oid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'function', p.proname::text, concat_ws(' ', l.lanname, p.prokind, p.prosecdef, p.provolatile, p.pronargs,
    p.prorettype::regtype, coalesce(array_to_string(p.proconfig, ','), '-'), md5(p.prosrc))
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.oid IN (SELECT t.tgfoid FROM tables JOIN pg_trigger t ON t.tgrelid = tables.oid WHERE NOT t.tgisinternal)
UNION ALL
SELECT 'rule', name || '.' || r.rulename, pg_get_ruledef(r.oid) FROM tables JOIN pg_rewrite r ON r.ev_class = tables.oid
UNION ALL
SELECT 'policy', name || '.' || p.polname, p.polcmd::text FROM tables JOIN pg_policy p ON p.polrelid = tables.oid
UNION ALL
SELECT 'inheritance', h.inhrelid::regclass::text, h.inhparent::regclass::text FROM tables
    JOIN pg_inherits h ON tables.oid IN (h.inhrelid, h.inhparent)
UNION ALL
SELECT 'right', name || '.' || coalesce(nullif(x.grantee, 0)::regrole::text, 'public'), x.privilege_type
    FROM tables, aclexplode(coalesce(relacl, acldefault('r', relowner))) x
    WHERE x.privilege_type NOT IN ('SELECT', 'INSERT')
    AND (x.grantee <> relowner OR name = 'ledger_entries' AND x.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE'))
UNION ALL
SELECT 'right', name || '.' || a.attname, x.privilege_type
    FROM tables JOIN pg_attribute a ON a.attrelid = tables.oid AND a.attacl IS NOT NULL, aclexplode(a.attacl) x
    WHERE x.privilege_type NOT IN ('SELECT', 'INSERT')
UNION ALL
SELECT 'setting', coalesce(setrole::regrole::text, ''), config FROM pg_db_role_setting, unnest(setconfig) config
    WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND config LIKE 'session_replication_role=%'
UNION ALL
SELECT 'session', 'session_replication_role', current_setting('session_replication_role')
    WHERE current_setting('session_replication_role') <> 'origin'
UNION ALL
SELECT 'shadow', n.nspname || '.' || c.relname, c.relkind::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname IN ('ledger_entries', 'ledger_version') AND n.nspname = ANY (current_schemas(true))
    AND c.oid NOT IN (SELECT oid FROM tables)
ORDER BY 1, 2, 3
"""

Described = tuple[str, str, str]
"""What kind of thing, its name, and what it is like."""

EXPECTED: tuple[Described, ...] = (
    ("column", "ledger_entries.base", "6 bigint f   f 0 - -"),
    ("column", "ledger_entries.content", '5 text t   f 0 "default" -'),
    ("column", "ledger_entries.hash", '2 text t   f 0 "default" -'),
    ("column", "ledger_entries.identity", '3 text t   f 0 "default" -'),
    ("column", "ledger_entries.meeting", '4 text f   f 0 "default" -'),
    ("column", "ledger_entries.packed", "7 bytea f   f 0 - -"),
    ("column", "ledger_entries.sequence", "1 bigint t   f 0 - -"),
    ("column", "ledger_version.version", "1 integer t   f 0 - -"),
    ("constraint", "ledger_entries.ledger_entries_hash_key", "u t f UNIQUE (hash)"),
    ("constraint", "ledger_entries.ledger_entries_identity_key", "u t f UNIQUE (identity)"),
    ("constraint", "ledger_entries.ledger_entries_pkey", "p t f PRIMARY KEY (sequence)"),
    ("function", "ledger_entries_follow", "plpgsql f f v 0 trigger - c718777fe2953352e490cafb3471c82e"),
    ("function", "ledger_entries_stay", "plpgsql f f v 0 trigger - 117fe1c7ce0e57dd727553a732f13633"),
    ("index", "ledger_entries.ledger_entries_hash_key", "t f f t t t t btree 2 text_ops - -"),
    ("index", "ledger_entries.ledger_entries_identity_key", "t f f t t t t btree 3 text_ops - -"),
    (
        "index",
        "ledger_entries.ledger_entries_of_meeting",
        "f f f t t t t btree 4 1 text_pattern_ops,int8_ops (meeting IS NOT NULL) -",
    ),
    ("index", "ledger_entries.ledger_entries_pkey", "t t f t t t t btree 1 int8_ops - -"),
    ("table", "ledger_entries", "r p f f f f 0 d  heap"),
    ("table", "ledger_version", "r p f f f f 0 d  heap"),
    ("trigger", "ledger_entries.ledger_entries_follow", "7 O f f 0  - - - ledger_entries_follow"),
    ("trigger", "ledger_entries.ledger_entries_stay", "58 O f f 0  - - - ledger_entries_stay"),
)


def strange(connection: psycopg.Connection) -> list[str]:
    """Return the kind and name of everything that is there and should not be, or is not as it should be."""
    found = {(str(kind), str(name), str(like)) for kind, name, like in connection.execute(DESCRIPTION).fetchall()}
    return sorted({f"{kind} {name}" for kind, name, _ in found ^ {*EXPECTED}})
