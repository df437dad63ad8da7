// Commands about databases, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const DATABASES: readonly Group[] = [
  {
    name: 'databases',
    level: 'read',
    commands: `
psql -h db -U app -c 'SELECT count(*) FROM users'
psql -c '\\dt+'
psql -At -c "SELECT pid, query FROM pg_stat_activity WHERE state='active'"
psql -c 'EXPLAIN SELECT * FROM t'
psql -l
pg_isready -h db
psql -c "COPY t TO STDOUT WITH CSV" > /dev/null
psql <<'SQL'
SELECT 1;
SELECT now();
SQL
mysql -e 'SHOW PROCESSLIST'
mysql -h db -e 'SELECT * FROM x LIMIT 1' | head
mysqladmin status
mysql -e 'SHOW REPLICA STATUS\\G'
redis-cli info memory
redis-cli -h r get k
redis-cli --scan --pattern 'x:*' | head
redis-cli ttl k
redis-cli --latency
redis-cli config get maxmemory
mongosh --eval 'db.stats()'
mongosh --quiet --eval 'db.users.find({a:1}).limit(5)'
mongosh --eval 'rs.status()'
sqlite3 app.db '.tables'
sqlite3 app.db 'SELECT 1'
clickhouse-client -q 'SELECT 1'
cqlsh -e 'DESCRIBE KEYSPACES'
nodetool status
influx query 'buckets()'
patronictl list
cockroach node status
psql -U postgres -d app -tAc "select pg_size_pretty(pg_database_size('app'))"
psql -c '\\du'
psql service=app -c 'select 1'
mysql -N -e "select count(*) from information_schema.tables"
mysql --defaults-file=~/.my.cnf -e 'show engine innodb status\\G' | less
redis-cli -h c slowlog get 10
redis-cli cluster nodes
mongosh --quiet --eval 'JSON.stringify(db.currentOp())'
sqlite3 -header x.db 'select * from t limit 3'
psql -h localhost -c "select * from pg_locks where not granted" -x
psql "host=db dbname=app" -c '\\dt public.*'
mysql -e "SELECT user,host FROM mysql.user" --table
redis-cli -h x --bigkeys
redis-cli memory usage k
mongosh "mongodb://h/app" --eval 'db.orders.countDocuments({})'
`,
  },
  {
    name: 'databases',
    level: 'change',
    commands: `
psql -c 'CREATE TABLE t (id int)'
psql -c 'CREATE INDEX CONCURRENTLY i ON t(a)'
psql -c "INSERT INTO t VALUES (1)"
psql -c 'VACUUM ANALYZE t'
createdb app
redis-cli set k v
redis-cli bgsave
mongosh --eval 'db.users.insertOne({a:1})'
patronictl pause
psql -c "CREATE ROLE ro NOLOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ro"
psql -c "ALTER TABLE t ADD COLUMN x int"
psql -c "INSERT INTO t(a) VALUES ('delete from t')"
mysql -e 'CREATE DATABASE x CHARACTER SET utf8mb4'
redis-cli -h c set k v EX 60
mongosh --eval 'db.t.createIndex({a:1})'
createuser -s app
psql -c "create extension if not exists pg_trgm"
psql -c 'ANALYZE'
psql -c "alter system set work_mem='64MB'"
redis-cli incr x
`,
  },
  {
    name: 'databases',
    level: 'destructive',
    commands: `
psql -c "UPDATE t SET a=1"
psql -c "DELETE FROM t WHERE id=2"
psql -c 'TRUNCATE t'
psql -c 'DROP TABLE t CASCADE'
psql -c 'ALTER TABLE t DROP COLUMN a'
psql -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
psql -f migrate.sql
psql < dump.sql
psql -c "\\! rm -rf /tmp/x"
psql -c 'REVOKE ALL ON t FROM bob'
psql -c 'DROP ROLE bob'
psql -c "ALTER USER app PASSWORD 'x'"
psql <<SQL
BEGIN;
DELETE FROM orders;
COMMIT;
SQL
dropuser bob
pg_ctl stop -D /var/lib/pg -m fast
pg_ctl promote -D /x
mysql x < dump.sql
mysqladmin shutdown
mysql -e 'KILL 12'
mysql -e 'PURGE BINARY LOGS BEFORE NOW()'
mysql -e 'RESET MASTER'
mysql -e 'STOP REPLICA'
redis-cli config set appendonly no
redis-cli --scan --pattern 'x:*' | xargs redis-cli del
redis-cli eval "return redis.call('del','k')" 0
redis-cli cluster reset hard
redis-cli replicaof no one
redis-cli debug segfault
redis-cli cluster failover
redis-cli client kill type normal
mongosh --eval 'db.users.drop()'
mongosh --eval 'db.users.deleteMany({})'
mongosh --eval 'rs.stepDown()'
mongosh --eval 'db.shutdownServer()'
sqlite3 app.db 'DELETE FROM t'
sqlite3 app.db '.read x.sql'
clickhouse-client -q 'DROP TABLE t'
nodetool decommission
nodetool drain
influx bucket delete -n x
patronictl switchover --force
patronictl failover --force
patronictl restart main
cockroach node decommission 4
redis-cli -u redis://prod:6379 --scan | xargs -L 100 redis-cli unlink
psql "$DATABASE_URL" -c 'drop table if exists sessions'
psql -h prod -c "begin; delete from users; commit"
mysql -h prod app -e 'truncate table logs'
mongosh mongodb://prod/app --eval 'db.getCollection("x").drop()'
mongosh --eval 'db.adminCommand({shutdown: 1})'
sqlite3 /var/lib/grafana/grafana.db "update user set is_admin=1"
clickhouse-client --query 'ALTER TABLE t DELETE WHERE 1'
patronictl -c /etc/patroni.yml switchover --master a --candidate b --force
psql -c "delete from sessions where expires < now()"
psql app < restore.sql
mysql -e "update mysql.user set plugin=''"
redis-cli -h c --scan --pattern 's:*' | xargs -n 100 redis-cli -h c del
redis-cli -h c config set maxmemory 1mb
mongosh app --eval 'db.users.drop()'
psql -c 'drop index concurrently i'
psql -c 'alter table t drop constraint c'
psql -c "select pg_cancel_backend(123)"
psql -c 'revoke all on all tables in schema public from x'
mysql -e 'drop user x'
redis-cli debug sleep 100
redis-cli rename a b
mongosh --eval 'db.c.deleteOne({_id:1})'
mongosh --eval 'rs.remove("h:1")'
psql -v ON_ERROR_STOP=1 <<'SQL'
ALTER TABLE t DROP COLUMN x;
SQL
redis-cli --scan --pattern 'cache:*' | xargs -n100 redis-cli del
`,
  },
  {
    name: 'databases',
    level: 'critical',
    commands: `
psql -h prod-db -c 'DROP DATABASE app'
psql -c 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'
dropdb prod
pg_resetwal -f /var/lib/pg
mysql -e 'DROP DATABASE x'
mysqladmin -f drop x
redis-cli -h prod flushall async
redis-cli -n 2 flushdb
redis-cli shutdown nosave
mongosh --eval 'db.dropDatabase()'
cqlsh -e 'DROP KEYSPACE x'
nodetool removenode x
patronictl reinit main n2
cockroach sql -e 'DROP DATABASE x'
nodetool -h db1 assassinate 10.0.0.9
pg_dropcluster 14 main --stop
psql -c 'drop owned by bob'
mysqladmin -u root drop app -f
dropdb --if-exists app
redis-cli -h h flushdb async
`,
  },
];
