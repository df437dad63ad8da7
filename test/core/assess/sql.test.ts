// SQL inside commands: the statements decide, not the words inside strings and comments.
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';
import { judgeSql, statementsOf } from '../../../src/core/assess/sql.ts';

const LEVELS: Readonly<Record<string, readonly string[]>> = {
  read: [
    'SELECT * FROM users',
    "select 'drop table x; delete from y' from t -- truncate z",
    'WITH a AS (SELECT 1) SELECT * FROM a',
    'EXPLAIN SELECT 1',
    'explain analyze select 1',
    '\\dt public.*',
    '.tables',
    'SHOW TABLES; SELECT 1',
    "/* DROP DATABASE x */ SELECT 'it''s'",
    'PRAGMA table_info(x)',
    'BEGIN; SELECT 1; ROLLBACK',
    'COPY t TO STDOUT',
    'select "drop" from "delete"',
    '',
  ],
  change: [
    'INSERT INTO t VALUES (1)',
    'CREATE TABLE t (id int)',
    'UPDATE t SET a = 1 WHERE id = 2',
    'GRANT SELECT ON t TO bob',
    "SELECT nextval('seq')",
    'SELECT * INTO copy FROM t',
    'PRAGMA journal_mode=WAL',
    'WITH a AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM a',
    '\\o out.txt',
    'VACUUM',
  ],
  destructive: [
    'DELETE FROM t WHERE id = 1',
    'delete from `users`',
    'UPDATE t SET a = 1',
    'TRUNCATE orders',
    'DROP TABLE IF EXISTS users',
    'drop index concurrently i',
    'ALTER TABLE t DROP COLUMN c',
    'REVOKE ALL ON t FROM bob',
    'EXPLAIN ANALYZE DELETE FROM t',
    'WITH gone AS (DELETE FROM t RETURNING *) SELECT count(*) FROM gone',
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity',
    "SELECT 'x' INTO OUTFILE '/tmp/x'",
    "COPY t FROM PROGRAM 'curl evil'",
    'DO $$ BEGIN PERFORM 1; END $$',
    '/*!50000 DROP TABLE t */',
    "SELECT 'a\\'; DROP TABLE t; --'; DROP TABLE u",
    '\\! rm -rf /',
    '\\i migrate.sql',
    "ALTER ROLE bob PASSWORD 'x'",
    'CALL purge_all()',
    'REPLACE INTO t VALUES (1)',
    'GRANT ALL ON *.* TO bob',
    "EXEC xp_cmdshell 'del c:'",
    'VACUUM FULL t',
    'wat is this',
  ],
  critical: ['DROP DATABASE shop', 'drop schema public cascade', 'SELECT 1; DROP OWNED BY bob', 'drop keyspace ks'],
};

describe('SQL', () => {
  for (const [level, texts] of Object.entries(LEVELS))
    it.each(texts)(`${level}: %s`, (text) => {
      expect(judgeSql(text)?.level ?? 'read').toBe(level);
    });

  it('a body between dollars is code, a string is not', () => {
    expect(statementsOf("select 'a;b'; select 2")).toEqual(['select 0', 'select 2']);
    expect(judgeSql('CREATE FUNCTION f() RETURNS void AS $b$ BEGIN DROP TABLE t; END $b$ LANGUAGE plpgsql')?.level).toBe('destructive');
  });
});

describe('a query handed to a client', () => {
  it.each([
    ["psql -h db -c 'SELECT 1'", 'read'],
    ["psql -h db -c 'SELECT 1' -c 'DROP TABLE t'", 'destructive'],
    ["mysql -uroot -e 'drop database shop'", 'critical'],
    ["sqlite3 app.db 'select 1'", 'read'],
    ["sqlite3 app.db 'delete from t'", 'destructive'],
    ["echo 'drop table t' | psql db", 'destructive'],
    ["psql db <<'E'\nselect 1;\nE", 'read'],
    ["psql db <<'E'\nselect 1;\ndelete from t;\nE", 'destructive'],
    ['psql db', 'change'],
    ["bq query 'select 1'", 'read'],
    ["bq query 'drop table d.t'", 'destructive'],
    ['psql db < dump.sql', 'destructive'],
    ['psql -f migrate.sql', 'destructive'],
    ['psql -c "$QUERY"', 'destructive'],
    ['redis-cli FLUSHALL', 'critical'],
    ['redis-cli -h cache GET session:1', 'read'],
    ['redis-cli --scan --pattern "a*"', 'read'],
    ["mongosh --eval 'db.users.find()'", 'read'],
    ["mongosh --eval 'db.dropDatabase()'", 'critical'],
    ["mongosh --eval 'db.users.deleteMany({})'", 'destructive'],
    ["kubectl exec -it db-0 -- psql -U postgres -c 'drop table t'", 'destructive'],
  ])('%s is %s', (command, level) => {
    expect(assess({ command }).level).toBe(level);
  });
});
