// Commands about backups and buckets, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const BACKUPS: readonly Group[] = [
  {
    name: 'backups and buckets',
    level: 'read',
    commands: `
restic snapshots
restic -r s3:x check
restic ls latest
restic diff a b
restic stats
restic forget --keep-daily 7 --dry-run
borg list repo::a
borg info repo
borg prune -n --list --keep-daily 7 repo
rclone ls remote:b
rclone lsd remote:
rclone sync ./a remote:b --dry-run
rclone check ./a remote:b
pgbackrest info
barman list-backup main
wal-g backup-list
pg_restore -l app.dump
mc ls minio/b
s3cmd ls
restic snapshots --tag db --latest 1 --json
restic -r /srv/r find '*.sql'
restic check --read-data-subset=1%
`,
  },
  {
    name: 'backups and buckets',
    level: 'change',
    commands: `
restic backup /srv
restic init
borg create repo::a /srv
rclone copy ./a remote:b
pgbackrest --stanza=main backup
pg_dump -Fc app -f app.dump
mysqldump --single-transaction app > app.sql
mongodump --out /b
pg_dump -h db -Fc app > app.dump
mysqldump --all-databases | gzip > all.sql.gz
restic -r b2:x backup /etc --exclude-caches
borg create --stats ::'{now}' /srv
pg_dump -Fc app | gzip > /backup/app.dump.gz
`,
  },
  {
    name: 'backups and buckets',
    level: 'destructive',
    commands: `
restic restore latest --target /
restic unlock --remove-all
restic key remove x
borg prune --keep-daily 7 repo
borg delete repo::a
borg break-lock repo
rclone sync ./a remote:b
rclone delete remote:b
pgbackrest --stanza=main restore --delta
pgbackrest expire --stanza=main
barman delete main oldest
wal-g delete retain FULL 5 --confirm
mongorestore --drop /b
mc rm --recursive --force minio/b
s3cmd del -r s3://b
restic -r s3:x forget latest
rclone delete --min-age 30d remote:b
mc mirror --remove --overwrite a/ minio/b
borg compact --cleanup-commits ::x || borg prune --keep-daily 1
rclone sync /empty remote:b
mc rm -r --force minio/b
s3cmd rb s3://b --recursive
`,
  },
  {
    name: 'backups and buckets',
    level: 'critical',
    commands: `
restic forget --keep-daily 7 --prune
restic prune
rclone purge remote:b
pgbackrest --stanza=main stanza-delete --force
pg_restore --clean -d app app.dump
mc rb --force minio/b
restic forget --keep-last 3 --prune --tag db
pg_restore -c -d app x.dump
`,
  },
];
