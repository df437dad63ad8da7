// Clouds, hosted services and databases, judged by their verbs where those speak for themselves.
import type { ToolSpec } from '../spec.ts';

const SQL_ENDS =
  /\b(?:drop|truncate|delete\s+from|delete\s|alter\s+\w+\s+\S+\s+drop|revoke|grant|shutdown|kill|terminate_backend|vacuum\s+full|reset\s+(?:master|slave)|purge|replace\s+into|overwrite|dropDatabase|deleteMany|deleteOne|remove\(|drop\()/i;
const SQL_READS =
  /^\s*(?:select|show|explain(?!\s+analy[sz]e\s+(?!select))|describe|desc|with\b(?![\s\S]*\b(?:insert|update|delete|merge)\b)|values|table|\\d\w*\+?|\\l\+?|\\conninfo|\\timing|pragma\s+\w+;?$|\.tables|\.schema|\.databases|\.indexes|use)\b(?![\s\S]*\b(?:into\s+(?:outfile|dumpfile)|insert|update|delete|drop|alter|truncate|create|grant|revoke|copy|call|pg_terminate_backend|pg_read_file|lo_import|set_config|nextval|setval|pg_sleep|dblink|load_file|readfile|writefile|attach)\b)[^\\]*$/i;
const LOST = { reversible: 'no', undo: 'none', preview: 'none', safer: 'none' } as const;

export const services: readonly ToolSpec[] = [
  {
    names: 'aws',
    verbAt: 'second',
    valued:
      '--profile --region --output --query --endpoint-url --cli-input-json --ca-bundle --color --filters --filter --instance-ids --page-size --max-items --name --names',
    flags: '--no-cli-pager --debug --no-sign-request --no-paginate --no-verify-ssl --dry-run -h',
    targetedBy: '--profile AWS_PROFILE AWS_DEFAULT_PROFILE',
    lexicon: true,
    reads:
      ', help, s3 ls, s3 presign, sts get-caller-identity, configure list, configure list-profiles, configure get, logs tail, logs filter-log-events, ec2 wait, cloudformation wait, eks get-token, cloudformation validate-template, cloudformation detect-stack-drift, s3api head-object, s3api head-bucket, dynamodb scan, dynamodb query, dynamodb batch-get-item, athena get-query-results, cloudformation estimate-template-cost, ecr get-login-password',
    changes:
      's3 cp, s3 mb, s3 website, configure, configure set, configure sso, configure import, sso login, eks update-kubeconfig, ssm send-command, ssm start-session, lambda invoke, cloudformation deploy, cloudformation package, athena start-query-execution, logs start-query, sns publish, sqs send-message, secretsmanager create-secret, ecs execute-command, sts assume-role, sqs receive-message, ecr start-image-scan, rds create-db-snapshot',
    ends: 'sso logout, s3 mv, sqs purge-queue, ec2 modify-instance-attribute, ecs update-service, rds failover-db-cluster, route53 change-resource-record-sets, autoscaling set-desired-capacity, ssm cancel-command, iam update-assume-role-policy, kms disable-key, kms schedule-key-deletion, lambda delete-function, s3api put-bucket-policy, s3api put-bucket-lifecycle-configuration',
    verbs: {
      's3 rm': {
        level: 'destructive',
        says: 'Deletes {target}.',
        target: 'first',
        deed: 'Delete {first}',
        ...LOST,
        preview: '{command} --dryrun',
        dryRun: '--dryrun',
        raise: [
          {
            when: { matches: /^s3:\/\/[^/]+\/?$/, has: '--recursive' },
            level: 'critical',
            says: 'Deletes everything in the bucket {first}. Cannot be undone.',
          },
        ],
      },
      's3 rb': {
        level: 'critical',
        says: 'Deletes the bucket {first}. Cannot be undone.',
        target: 'first',
        deed: 'Delete bucket {first}',
        ...LOST,
        preview: 'aws s3 ls {first}',
      },
      's3 sync': {
        level: 'change',
        says: 'Copies {first} to {last}.',
        deed: 'Sync to {last}',
        reversible: 'with-backup',
        dryRun: '--dryrun',
        raise: [
          {
            when: { has: '--delete' },
            level: 'destructive',
            says: 'Makes {last} a copy of {first}, deleting what the source does not have.',
            target: 'last',
            deed: 'Mirror onto {last}',
            ...LOST,
            preview: '{command} --dryrun',
          },
        ],
      },
      'ec2 terminate-instances|rds delete-db-instance|rds delete-db-cluster|eks delete-cluster|dynamodb delete-table|s3api delete-bucket|cloudformation delete-stack|rds delete-db-snapshot|redshift delete-cluster|elasticache delete-cache-cluster|elasticache delete-replication-group|efs delete-file-system|organizations close-account|docdb delete-db-cluster|route53 delete-hosted-zone|kms schedule-key-deletion|kms disable-key|es delete-elasticsearch-domain|opensearch delete-domain':
        {
          level: 'critical',
          says: 'aws {verb}: ends or deletes a server, cluster, database or store. Cannot be undone.',
          target:
            '--instance-ids --name --db-instance-identifier --db-cluster-identifier --table-name --bucket --stack-name --cluster-identifier --file-system-id --key-id',
          deed: 'Run aws {verb}',
          ...LOST,
          dryRun: '--dry-run',
        },
      'secretsmanager get-secret-value|ssm get-parameter|ssm get-parameters|ssm get-parameters-by-path': {
        level: 'read',
        says: '',
        tags: ['secret'],
      },
    },
  },
  {
    names: 'gcloud',
    nouns: 'run config deploy builds logging services snapshots logs',
    valued:
      '--project --zone --region --format --filter --account --configuration --impersonate-service-account --limit --sort-by --verbosity --flatten',
    flags: '-q --quiet --async -h --log-http',
    targetedBy: '--project --configuration',
    lexicon: true,
    reads:
      ', info, version, help, topic, config list, config get, config get-value, config configurations list, config configurations describe, auth list, auth print-access-token, auth print-identity-token, logging read, secrets versions access, feedback, cheat-sheet, projects get-iam-policy, components list',
    changes:
      'init, auth login, auth activate-service-account, auth application-default login, config set, config configurations activate, config configurations create, container clusters get-credentials, app deploy, run deploy, functions deploy, functions call, builds submit, components update, components install, compute ssh, compute scp, docker',
    ends: 'auth revoke, config unset, config configurations delete, compute instances reset, sql instances restart, projects remove-iam-policy-binding, projects add-iam-policy-binding, projects set-iam-policy, compute instances stop, container clusters resize, run services update-traffic, sql instances patch',
    verbs: {
      'container clusters delete|projects delete|sql instances delete|compute instances delete|compute disks delete|sql databases delete|spanner instances delete|bigtable instances delete|storage buckets delete|dns managed-zones delete|kms keys versions destroy':
        {
          level: 'critical',
          says: 'gcloud {verb}: ends or deletes {target}. Cannot be undone.',
          deed: 'Run gcloud {verb} {target}',
          ...LOST,
        },
    },
  },
  {
    names: 'az',
    verbAt: 'last',
    valued: '-g --resource-group -n --name --subscription -o --output --query -l --location --ids',
    flags: '-h --debug --verbose --only-show-errors --yes -y --no-wait',
    targetedBy: '--subscription',
    lexicon: true,
    reads: ', version, account show, account list, account get-access-token, find, feedback, vm list-skus, keyvault secret show',
    changes:
      'login, account set, configure, rest, acr login, aks get-credentials, webapp up, deployment group create, devops login, storage blob upload, storage blob download, pipelines run, acr build',
    ends: 'logout, vm stop, vm deallocate, vm restart, vm redeploy, account clear, vm run-command, aks stop, webapp stop, webapp restart, devops logout, role assignment create, role assignment delete, cache purge, cache delete, vm reapply, vm generalize',
    verbs: {
      'group delete|aks delete|vm delete|sql db delete|sql server delete|storage account delete|cosmosdb delete|keyvault purge|keyvault delete|disk delete|postgres server delete|mysql server delete|network dns zone delete|redis delete':
        {
          level: 'critical',
          says: 'az {verb}: deletes a resource and what is in it. Cannot be undone.',
          target: '-n --name',
          deed: 'Run az {verb}',
          ...LOST,
        },
    },
  },
  {
    names: 'gh|glab',
    valued:
      '-R --repo -X --method -f -F -H --field --raw-field --header --jq -q -t --template --hostname -L --limit -s --state -l --label -b --body --title -B --base -a --assignee --json -o -g',
    flags: '-h --web -w --paginate',
    lexicon: true,
    reads:
      ', pr list, pr view, pr status, pr diff, pr checks, issue list, issue view, issue status, repo list, repo view, run list, run view, run watch, workflow list, workflow view, release list, release view, search, status, auth status, auth token, config get, config list, gist list, gist view, label list, secret list, variable list, variable get, extension list, extension search, alias list, browse, project list, project view, project item-list, project field-list, ruleset list, ruleset view, ruleset check, cache list, ssh-key list, gpg-key list, org list, attestation verify, codespace list, codespace logs, completion, help, version, mr list, mr view, mr diff, ci list, ci view, ci status, ci trace, repo gitignore, repo license, repo deploy-key list, repo autolink list',
    changes:
      'pr create, pr comment, pr edit, pr checkout, pr review, pr ready, pr reopen, pr update-branch, pr lock, pr unlock, issue create, issue comment, issue edit, issue reopen, issue pin, issue unpin, issue develop, repo clone, repo create, repo fork, repo set-default, release create, release upload, release download, gist create, gist clone, gist edit, gist rename, run rerun, run download, workflow run, workflow enable, label create, label edit, label clone, secret set, variable set, auth login, auth refresh, auth setup-git, config set, alias set, alias import, extension install, extension upgrade, extension create, codespace create, ssh-key add, gpg-key add, project create, project copy, project edit, project link, project item-add, project item-create, project item-edit, project field-create, release edit, mr create, mr note, mr approve, attestation download, preview, agent-task create, copilot',
    ends: 'pr close, pr merge, pr revert, issue close, issue delete, issue transfer, issue lock, repo delete, repo archive, repo unarchive, repo rename, repo edit, repo sync, repo deploy-key delete, release delete, release delete-asset, gist delete, run cancel, run delete, workflow disable, label delete, secret delete, secret remove, variable delete, cache delete, auth logout, auth switch, extension remove, codespace delete, codespace stop, codespace rebuild, ssh-key delete, gpg-key delete, project delete, project close, project item-delete, project item-archive, project field-delete, project unlink, alias delete, config clear-cache, mr close, mr merge, mr delete',
    verbs: {
      api: {
        level: 'read',
        says: '',
        cases: [{ when: { matches: /^graphql$/ }, level: 'read', says: '', tags: [] }],
        raise: [
          {
            when: { has: '-X=DELETE|delete --method=DELETE|delete' },
            level: 'destructive',
            says: 'Asks the API to delete {first}.',
            target: 'first',
            deed: 'Delete {first}',
            ...LOST,
          },
          {
            when: { matches: /\bmutation\b/ },
            level: 'destructive',
            says: 'Changes something through the API.',
            deed: 'Call the API',
            ...LOST,
          },
          {
            when: { has: '-X=POST|PUT|PATCH|post|put|patch --method=POST|PUT|PATCH|post|put|patch' },
            level: 'change',
            says: 'Changes {first} through the API.',
            target: 'first',
            reversible: 'unknown',
          },
          {
            when: { has: '-f -F --field --raw-field --input', lacks: '-X=GET|get --method=GET|get', matches: /^(?!graphql$)/ },
            level: 'change',
            says: 'Changes {first} through the API.',
            target: 'first',
            reversible: 'unknown',
          },
        ],
      },
      'repo delete': {
        level: 'critical',
        says: 'Deletes the repository {target}. Cannot be undone.',
        deed: 'Delete repository {target}',
        ...LOST,
      },
    },
  },
  {
    names:
      'vault|argocd|flux|talosctl|etcdctl|kubeadm|k3s|rke2|velero|restic|borg|pulumi|cdk|eksctl|doctl|hcloud|linode-cli|oci|ibmcloud|heroku|vercel|netlify|fly|flyctl|railway|wrangler|firebase|supabase|rclone|mc|s3cmd|gsutil|bq|azcopy|consul|nomad|packer|ansible-galaxy|ansible-inventory|ansible-doc|ansible-config|rabbitmqctl|rabbitmqadmin|kafka-topics|kafka-consumer-groups|kafka-acls|kafka-configs|nats|auth0|stripe|sentry-cli|datadog-ci|newrelic|fastly|doppler|infisical|launchdarkly|ldcli|flipt|unleash|kong|deck|apigeecli|algolia|circleci|buildkite|gitlab-runner|jenkins-cli|step-ca|tsh|tctl|teleport|boundary|waypoint|cf|sam|serverless|sls|copilot|amplify|eb|civo|scw|vultr-cli|exo|openstack|nova|glance|virsh|virt-install|lxc|incus|multipass|vagrant|minikube|kind|k3d|microk8s|istioctl|linkerd|kn|tkn|operator-sdk|kubectx|kubens|k9s|stern|helmfile|werf|skaffold|tilt|devspace|crossplane|clusterctl|kops|rancher|kubebuilder|cmctl|kubectl-cnpg|pgbackrest|wal-g|barman|repmgr|patronictl|mongodump|tmutil|codesign|hdiutil|pkgutil|profiles|defaults|plutil|spctl|pmset|nvram|csrutil|systemsetup|caddy|nginx|apachectl|haproxy|traefik|varnishadm|postfix|postqueue|postsuper|zabbix_sender|prometheus|promtool|amtool|logcli|mimirtool|tempo-cli|tmux|screen|zellij|redis-sentinel|prefect|airflow|dagster|dbt|mlflow|wandb|huggingface-cli|ollama|jj|hg|svn|bzr|fossil|p4|lfs|git-lfs|sl|gt|spr|hub|tea|jira|acli|slack|twilio|sendgrid|mailgun|pd|pagerduty|opsgenie|cloudflared|ngrok|zerotier-cli|netbird|headscale|dotenvx|varlock|teller|chamber|aws-vault|saml2aws|oc-mirror|oras|notation|ko|buildah|kaniko|flyway|liquibase|atlas|prisma|drizzle-kit|alembic|sequelize|knex|goose|migrate|dbmate|symfony|artisan|wp|drush|magento|n8n|hasura|strapi|directus|appwrite|pocketbase|azd|func|bicep|arm-ttk|steampipe|cloudctl|ctr|kubelogin|kubectl-argo-rollouts|argo|kargo',
    valued:
      '-n --namespace --context --kubeconfig --server --auth-token -c --config -o --output --profile --project --region -f --file -a --app --stack -s -r --repo -e --env --endpoints --nodes --talosconfig --bootstrap-server --topic --group --url --format',
    flags: '-h -y --yes -A --all --json -v --verbose -q --quiet',
    lexicon: true,
    targetedBy:
      '--context --kubeconfig --server --profile --stack -s --project --nodes -n --endpoints --app -a --bootstrap-server VAULT_ADDR TALOSCONFIG ETCDCTL_ENDPOINTS',
    reads:
      'list, get, status, version, help, logs, describe, show, ls, snapshots, stats, diff, check, info, completion, app list, app get, app diff, app logs, app history, app manifests, app resources, app wait, template, inspect, dmesg, health, processes, dashboard, endpoint health, endpoint status, member list, etcd status, etcd members, snapshot status, kv get, secrets list, auth list, policy list, policy read, lookup, token lookup, config view, config get, config images list, certs check-expiration, token list, backup get, backup describe, backup logs, restore get, restore describe, schedule get, find, key list, lsd, lsl, lsf, tree, size, md5sum, sha1sum, cat, dumpxml, dominfo, domstate, net-list, vol-list, pool-list, snapshot-list, analyze, proxy-status, proxy-config, doctor, synth, synthesize, ls-remote, metadata, validate, lint, graph, whoami, history, dirs, events, top, tail, ps, deps, outdated, search, tutorials, verify, tokens, stack ls, stack list, stack output, stack graph, config env, about, plugin ls, list-queues, list_queues, list_exchanges, list_bindings, list_users, list_vhosts, list_connections, cluster_status, environment, report, --list, --describe, read, -t, -T, -V, alarm list, list-sessions, list-windows, display-message, capture-pane, has-session, show-options, show-environment, operations list, uncommitted, blame, annotate, log, st, identify',
    ends: 'restore, forget, prune, key remove, key passwd, unlock, rebuild-index, migrate, tag, rewrite, purge, deletefile, delete, cleanup, dedupe, rmdir, rmdirs, bisync, moveto, move, mv, rb, reset, upgrade, wipe, apply-config, patch, edit, bootstrap, rollback, shutdown, reboot, kill, destroy, undeploy, dismiss, drop, set-quorum, down, rm, del, auth disable, secrets disable, token revoke, lease revoke, operator step-down, operator seal, operator rekey, operator rotate, operator raft remove-peer, operator raft snapshot restore, policy delete, kv delete, kv destroy, kv metadata delete, kv undelete, app delete, app rollback, app terminate-op, app delete-resource, cluster rm, repo rm, proj delete, suspend, uninstall, cancel, snapshot restore, member remove, member promote, defrag, compact, move-leader, alarm disarm, role delete, user delete, certs renew, token delete, service rotate-ca, etcd-snapshot restore, etcd-snapshot delete, etcd-snapshot prune, stop, etcd leave, etcd forfeit-leadership, etcd remove-member, kill-server, kill-session, kill-window, kill-pane, undefine, snapshot-delete, snapshot-revert, net-destroy, vol-delete, pool-destroy, pool-delete, release, maintenance:on, ps:restart, pg:reset, config:unset, apps:destroy, addons:destroy, releases:rollback, domains:remove, env:unset, force_reset, forget_cluster_node, purge_queue, delete_queue, stop_app, clear_permissions, delete_user, break-lock, recreate, --delete, --remove, -X, quit, refresh, cancel-update, up, stack rm, state delete, config rm, strip, backout, eval, delete-mailbox, flush_all, account clear, unjoin, leave, workspace delete, db reset, migrate reset, migrate:fresh, migrate:reset, db:wipe, eraseall, disable, remove, unload, deletebackup, -remove, detach, flash:clear',
    changes:
      'deploy, install, create, init, backup, copy, copyto, login, config set, app sync, app set, app create, reconcile, resume, join, snapshot save, put, kv put, write, secrets enable, auth enable, cp, mb, mkdir, touch, start, run, attach, new, new-session, send-keys, new-window, source-file, push, pull, clone, fetch, commit, add, etcd-snapshot save, server, agent, config new, gen config, serve, mount, watch, export, download, upload, plugin install, define, autostart, trigger, pause, publish, set, enable, load, rebase, stack init, stack select',
  },
  {
    names: 'ansible|ansible-playbook|ansible-console|ansible-pull|ansible-vault|molecule|salt|salt-call|puppet|chef-client|knife',
    valued:
      '-i -m -a -e -l -t -u -f -k -b -c --inventory --extra-vars --limit --tags --skip-tags --user --become-user --vault-password-file',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Changes the hosts {target} as its tasks say.',
        target: 'all',
        deed: 'Run {tool} {target}',
        reversible: 'with-backup',
        undo: 'none',
        preview: 'none',
        safer: 'Rehearse with --check --diff.',
        cases: [
          { when: { has: '--check -C --list-hosts --list-tasks --list-tags --syntax-check --list --graph' }, level: 'read', says: '' },
          { when: { has: '-m=ping|setup|debug|gather_facts', lacks: '-a' }, level: 'read', says: '' },
          { when: { first: 'view' }, level: 'read', says: '' },
        ],
      },
    },
  },
  {
    names:
      'psql|mysql|mariadb|sqlite3|sqlite|duckdb|mongosh|mongo|cqlsh|clickhouse-client|sqlcmd|usql|redis-cli|valkey-cli|mysqladmin|influx|cockroach|snowsql|pgcli|mycli',
    valued:
      '-h -p -P -U -u -d -D -c -e -f -n -a -o -S -v -F -s --host --port --username --user --dbname --database --command --execute --eval --file --query -q -Q --pass -cmd -separator',
    flags: '-A -t -x -N -B -E -X -w -W --csv --json -json -csv -readonly --raw --scan --stat --bigkeys -batch -header -line',
    targetedBy: '-h --host -d --dbname -U -u PGHOST PGSERVICE',
    verbs: {
      '*': {
        level: 'change',
        says: '{tool} may change data: {target}.',
        deed: 'Run {tool}',
        reversible: 'unknown',
        cases: [
          { when: { has: '-l --list --version -V --help' }, level: 'read', says: '' },
          { when: { matches: SQL_READS, lacks: '-f --file -o' }, level: 'read', says: '' },
          {
            when: {
              first:
                'get mget keys scan info ping ttl type exists llen lrange smembers hget hgetall hkeys zrange zcard scard dbsize strlen monitor time lastsave memory status processlist variables version extended-status',
              lacks: '-x',
            },
            level: 'read',
            says: '',
          },
        ],
        raise: [
          {
            when: { matches: /\b(?:drop\s+(?:database|schema|tablespace)|dropDatabase|flushall|flushdb)\b/i },
            level: 'critical',
            says: '{tool} drops a whole database. Cannot be undone.',
            deed: 'Drop a database',
            ...LOST,
            safer: 'Back it up first.',
            confirm: 'first',
          },
          {
            when: { matches: /^(?:drop)$/i },
            level: 'critical',
            says: '{tool} drops the database {last}. Cannot be undone.',
            deed: 'Drop {last}',
            confirm: 'last',
            ...LOST,
          },
          {
            when: { matches: SQL_ENDS },
            level: 'destructive',
            says: '{tool} deletes data or takes rights away.',
            deed: 'Change the database',
            ...LOST,
            safer: 'Run it in a transaction first.',
          },
          {
            when: { matches: /^\s*update\b(?![\s\S]*\bwhere\b)/i },
            level: 'destructive',
            says: '{tool} changes every row of a table.',
            deed: 'Change every row',
            ...LOST,
            safer: 'Add a WHERE.',
          },
          {
            when: {
              matches: /\\!|\\copy.*program|copy\s.*program|into\s+(?:outfile|dumpfile)|\.(?:shell|system|import|load)\b|\bsystem\s/i,
            },
            level: 'destructive',
            says: '{tool} runs another program or writes files.',
            deed: 'Run unseen code',
            ...LOST,
          },
          {
            when: {
              first:
                'del unlink flushall flushdb shutdown config debug migrate rename restore expire ltrim lrem srem zrem hdel spop lpop rpop script slaveof replicaof cluster failover swapdb save bgrewriteaof acl eval evalsha reset kill shutdown flush-hosts flush-privileges password stop-slave function client',
            },
            level: 'destructive',
            says: '{tool} deletes data or changes the server: {target}.',
            deed: 'Run {tool} {target}',
            ...LOST,
          },
        ],
      },
    },
  },
  {
    names:
      'dropdb|dropuser|pg_resetwal|pg_ctl|pg_ctlcluster|pg_dropcluster|mysql_secure_installation|mongorestore|pg_restore|mysqlimport|pg_rewind|pg_upgrade|reindexdb|vacuumdb|initdb|createdb|createuser',
    verbs: {
      '*': {
        level: 'destructive',
        says: '{tool} overwrites or ends a database: {target}.',
        deed: 'Run {tool} {target}',
        ...LOST,
        cases: [
          { when: { has: '-l --list --version' }, level: 'read', says: '' },
          { when: { first: 'status' }, level: 'read', says: '' },
        ],
        raise: [
          {
            when: { has: '--clean --drop -c' },
            level: 'critical',
            says: '{tool} drops what is there before it restores. Cannot be undone.',
            confirm: 'last',
          },
        ],
      },
    },
  },
  {
    names: 'pg_dump|pg_dumpall|mysqldump|mongodump|mongoexport|pg_isready|pg_lsclusters|pgbench',
    valued: '-h -p -U -u -d -f -F -o --out --result-file',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          { when: { has: '-f --file -o --out --result-file -r' }, level: 'change', says: 'Writes a dump to a file.' },
          { when: { has: '-i --initialize' }, level: 'destructive', says: 'Creates tables anew.', deed: 'Initialise', ...LOST },
        ],
      },
    },
  },
  { names: 'kustomize', reads: ', build, cfg, version, help', changes: 'edit, create, localize, fn', verbs: {} },
];
