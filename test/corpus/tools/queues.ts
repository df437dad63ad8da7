// Commands about queues and metrics, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const QUEUES: readonly Group[] = [
  {
    name: 'queues and metrics',
    level: 'read',
    commands: `
kafka-topics.sh --bootstrap-server k:9092 --list
kafka-topics --bootstrap-server k:9092 --describe --topic t
kafka-consumer-groups --bootstrap-server k --describe --group g
kafka-consumer-groups --bootstrap-server k --group g --reset-offsets --to-earliest --dry-run --topic t
kafka-console-consumer --bootstrap-server k --topic t --from-beginning --max-messages 5
kcat -L -b k
rabbitmqctl list_queues name messages
rabbitmqctl cluster_status
kafka-broker-api-versions.sh --bootstrap-server k:9092
rabbitmqctl list_consumers
rabbitmq-diagnostics check_running
promtool check rules rules.yml
amtool alert query
logcli query '{app="x"}' --limit 10
`,
  },
  {
    name: 'queues and metrics',
    level: 'change',
    commands: `
kafka-topics --bootstrap-server k:9092 --create --topic t --partitions 3
rabbitmqctl add_user bob pw
rabbitmqctl set_policy ha '.*' '{}'
kafka-topics.sh --bootstrap-server k --alter --topic t --partitions 12
rabbitmqctl add_vhost x
`,
  },
  {
    name: 'queues and metrics',
    level: 'destructive',
    commands: `
kafka-topics --bootstrap-server k:9092 --delete --topic t
kafka-consumer-groups --bootstrap-server k --group g --reset-offsets --to-earliest --execute --topic t
kafka-delete-records --bootstrap-server k --offset-json-file f
rabbitmqctl purge_queue q
rabbitmqctl delete_queue q
rabbitmqctl stop_app
rabbitmqctl reset
rabbitmqctl force_reset
rabbitmqctl forget_cluster_node rabbit@n2
rabbitmqctl delete_user bob
rabbitmqctl delete_vhost /x
rabbitmqctl close_all_connections x
rabbitmqctl change_password bob x
kafka-topics.sh --delete --topic orders --bootstrap-server k:9092
rabbitmqctl -n rabbit@mq1 reset
kafka-consumer-groups.sh --bootstrap-server k --delete --group g
rabbitmqctl purge_queue q -p /
`,
  },
];
