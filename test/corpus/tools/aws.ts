// Commands about AWS, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const AWS: readonly Group[] = [
  {
    name: 'AWS',
    level: 'read',
    commands: `
aws sts get-caller-identity
aws s3 ls s3://backups --recursive --human-readable
aws s3api list-objects-v2 --bucket b --query 'Contents[].Key'
aws ec2 describe-instances --filters Name=tag:env,Values=prod --query 'Reservations[].Instances[].InstanceId' --output text
aws rds describe-db-snapshots --db-instance-identifier db1
aws logs tail /aws/lambda/fn --since 1h --follow
aws logs filter-log-events --log-group-name x --filter-pattern ERROR
aws cloudwatch get-metric-statistics --namespace AWS/EC2 --metric-name CPUUtilization --start-time 2024-01-01T00:00:00Z --end-time 2024-01-02T00:00:00Z --period 300 --statistics Average
aws eks list-clusters --profile prod --region eu-west-1
aws iam get-role --role-name deployer
aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::1:user/x --action-names s3:GetObject
aws route53 list-resource-record-sets --hosted-zone-id Z1
aws cloudformation describe-stack-events --stack-name web
aws ec2 run-instances --image-id ami-1 --dry-run
aws ecr describe-images --repository-name api
aws dynamodb scan --table-name t --max-items 5
aws dynamodb query --table-name t --key-condition-expression 'id = :i' --expression-attribute-values '{":i":{"S":"1"}}'
aws ssm describe-instance-information
aws s3 sync ./site s3://site --delete --dryrun
aws ce get-cost-and-usage --time-period Start=2024-01-01,End=2024-02-01 --granularity MONTHLY --metrics BlendedCost
aws ec2 wait instance-running --instance-ids i-1
aws elbv2 describe-target-health --target-group-arn arn:x | jq -r '.TargetHealthDescriptions[].TargetHealth.State' | sort | uniq -c
aws configure list
aws guardduty list-findings --detector-id x
aws ssm get-parameter --name /ami/latest
aws ec2 describe-security-groups --group-ids sg-1 --query 'SecurityGroups[0].IpPermissions'
aws s3api get-bucket-versioning --bucket b
aws iam list-attached-role-policies --role-name x
aws eks describe-cluster --name prod --query cluster.version --output text
aws elbv2 describe-load-balancers --names web
aws cloudformation describe-stacks --stack-name x --query 'Stacks[0].Outputs'
aws rds describe-events --duration 60
aws ecs describe-services --cluster c --services s
aws autoscaling describe-auto-scaling-groups
aws acm list-certificates
aws kms describe-key --key-id alias/x
aws ecr get-lifecycle-policy --repository-name x
aws lambda get-function-configuration --function-name fn
aws s3 presign s3://b/k --expires-in 60
aws dynamodb describe-table --table-name t
aws logs describe-log-groups
aws sqs get-queue-attributes --queue-url q --attribute-names All
aws sts decode-authorization-message --encoded-message x
aws ec2 describe-instance-status --include-all-instances
aws s3api list-buckets --query "Buckets[].Name"
aws s3api get-object-acl --bucket b --key k
aws ssm list-commands
aws cloudwatch describe-alarms --state-value ALARM
aws iam get-account-summary
aws route53 get-change --id /change/C1
aws eks describe-nodegroup --cluster-name c --nodegroup-name n | jq .nodegroup.health
aws cloudtrail lookup-events --max-results 5
aws rds describe-db-instances --query 'DBInstances[?MultiAZ==\`false\`].DBInstanceIdentifier'
aws s3 cp s3://b/app.log - | grep ERROR
`,
  },
  {
    name: 'AWS',
    level: 'change',
    commands: `
aws s3 cp app.tgz s3://artifacts/app.tgz
aws s3 mb s3://newbucket
aws s3 sync ./site s3://site
aws ec2 run-instances --image-id ami-1 --instance-type t3.micro
aws ec2 create-tags --resources i-1 --tags Key=env,Value=dev
aws ec2 start-instances --instance-ids i-1
aws ec2 create-snapshot --volume-id vol-1
aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 22 --cidr 10.0.0.0/8
aws iam create-user --user-name bob
aws eks update-kubeconfig --name prod --region eu-west-1
aws rds create-db-snapshot --db-instance-identifier db1 --db-snapshot-identifier s1
aws lambda update-function-code --function-name fn --zip-file fileb://fn.zip
aws sns publish --topic-arn arn:x --message hi
aws ecs update-service --cluster prod --service api --desired-count 3
aws ec2 allocate-address --domain vpc
aws ec2 attach-volume --volume-id v --instance-id i --device /dev/sdf
aws s3api put-bucket-versioning --bucket b --versioning-configuration Status=Enabled
aws rds create-db-instance --db-instance-identifier x --engine postgres
aws eks create-nodegroup --cluster-name c --nodegroup-name n --subnets s --node-role r
aws ecr create-repository --repository-name x
aws logs put-retention-policy --log-group-name x --retention-in-days 30
aws cloudformation deploy --template-file t.yml --stack-name x
aws iam add-user-to-group --user-name u --group-name g
aws lambda add-permission --function-name f --statement-id s --action lambda:InvokeFunction --principal x
aws s3 cp --recursive dist/ s3://site/ --acl public-read
aws ec2 create-volume --size 10 --availability-zone a
aws ec2 create-image --instance-id i-1 --name x --no-reboot
aws iam create-role --role-name r --assume-role-policy-document file://t.json
aws rds modify-db-instance --db-instance-identifier x --backup-retention-period 7
aws sns subscribe --topic-arn t --protocol email --notification-endpoint x
aws route53 create-hosted-zone --name x --caller-reference y
aws elbv2 register-targets --target-group-arn a --targets Id=i-1
aws ssm put-parameter --name /x --value y --type String
aws ec2 associate-address --instance-id i --allocation-id a
aws s3api put-object --bucket b --key k --body f
aws iam create-policy --policy-name p --policy-document file://x
aws ec2 create-security-group --group-name g --description d
aws ecr put-image --repository-name r --image-manifest m
aws ssm add-tags-to-resource --resource-type Parameter --resource-id x --tags Key=a,Value=b
aws s3 cp backup.tgz s3://backups/$(hostname)/ --storage-class STANDARD_IA
`,
  },
  {
    name: 'AWS',
    level: 'destructive',
    commands: `
aws ecs update-service --cluster prod --service api --force-new-deployment
aws ecs update-service --cluster prod --service api --desired-count 0
aws s3 rm s3://backups/2023 --recursive
aws s3 sync ./site s3://site --delete
aws s3 mv s3://a/x s3://b/x
aws ec2 stop-instances --instance-ids i-1
aws ec2 reboot-instances --instance-ids i-1
aws ec2 delete-volume --volume-id vol-1
aws ec2 deregister-image --image-id ami-1
aws ec2 revoke-security-group-ingress --group-id sg-1 --protocol tcp --port 22 --cidr 0.0.0.0/0
aws iam delete-user --user-name bob
aws iam create-access-key --user-name bob
aws iam detach-role-policy --role-name x --policy-arn y
aws secretsmanager get-secret-value --secret-id db
aws ssm get-parameter --name /db/pw --with-decryption
aws ssm send-command --instance-ids i-1 --document-name AWS-RunShellScript --parameters 'commands=["systemctl stop nginx"]'
aws sqs purge-queue --queue-url https://q
aws ecr batch-delete-image --repository-name api --image-ids imageTag=latest
aws lambda delete-function --function-name fn
aws s3api put-bucket-policy --bucket b --policy file://p.json
aws s3api put-bucket-lifecycle-configuration --bucket b --lifecycle-configuration file://l.json
aws backup delete-recovery-point --backup-vault-name v --recovery-point-arn a
aws rds reboot-db-instance --db-instance-identifier db1
aws organizations leave-organization
aws cloudtrail stop-logging --name main
aws autoscaling set-desired-capacity --auto-scaling-group-name g --desired-capacity 0
aws ecr get-login-password | docker login --username AWS --password-stdin 123.dkr.ecr.eu-west-1.amazonaws.com
aws ec2 detach-volume --volume-id v
aws ec2 release-address --allocation-id e
aws ec2 delete-security-group --group-id sg
aws ec2 delete-snapshot --snapshot-id s
aws ec2 modify-instance-attribute --instance-id i --no-disable-api-termination
aws s3api delete-objects --bucket b --delete file://d.json
aws rds stop-db-instance --db-instance-identifier x
aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier a --target-db-instance-identifier b
aws eks delete-nodegroup --cluster-name c --nodegroup-name n
aws iam update-access-key --access-key-id A --status Inactive --user-name u
aws iam delete-role-policy --role-name r --policy-name p
aws iam deactivate-mfa-device --user-name u --serial-number s
aws elbv2 deregister-targets --target-group-arn a --targets Id=i-1
aws autoscaling delete-auto-scaling-group --auto-scaling-group-name g --force-delete
aws cloudfront create-invalidation --distribution-id D --paths '/*'
aws ecs stop-task --cluster c --task t
aws ecs delete-service --cluster c --service s --force
aws logs delete-log-group --log-group-name /x
aws route53 disassociate-vpc-from-hosted-zone --hosted-zone-id Z --vpc VPCRegion=x,VPCId=y
aws secretsmanager delete-secret --secret-id s --force-delete-without-recovery
aws lambda delete-layer-version --layer-name l --version-number 1
aws glacier delete-archive --vault-name v --account-id - --archive-id a
aws s3api delete-bucket-policy --bucket b
aws dynamodb delete-item --table-name t --key '{}'
aws iam delete-access-key --access-key-id A --user-name u
aws ec2 deregister-image --image-id a
aws ec2 disassociate-address --association-id x
aws ecs delete-cluster --cluster c
aws eks delete-addon --cluster-name c --addon-name n
aws sqs delete-queue --queue-url q
aws ssm send-command --document-name AWS-RunShellScript --parameters commands='reboot' --targets Key=tag:env,Values=prod
aws configure export-credentials
aws ses delete-identity --identity x
aws sns delete-topic --topic-arn x
aws sns unsubscribe --subscription-arn x
aws sqs purge-queue --queue-url x
aws elbv2 delete-load-balancer --load-balancer-arn x
aws elbv2 delete-target-group --target-group-arn x
aws route53domains delete-domain --domain-name x
aws cloudfront delete-distribution --id x --if-match y
aws amplify delete-app --app-id x
aws batch terminate-job --job-id x --reason y
aws glue delete-job --job-name x
aws backup delete-backup-vault --backup-vault-name x
aws configservice stop-configuration-recorder --configuration-recorder-name x
aws guardduty delete-detector --detector-id x
aws ec2 describe-volumes --filters Name=status,Values=available --query 'Volumes[].VolumeId' --output text | tr '\\t' '\\n' | xargs -n1 aws ec2 delete-volume --volume-id
`,
  },
  {
    name: 'AWS',
    level: 'critical',
    commands: `
aws s3 rb s3://backups --force
aws ec2 terminate-instances --instance-ids i-1 i-2
aws rds delete-db-instance --db-instance-identifier prod --skip-final-snapshot
aws rds delete-db-cluster --db-cluster-identifier c --final-db-snapshot-identifier f
aws dynamodb delete-table --table-name t
aws eks delete-cluster --name prod
aws cloudformation delete-stack --stack-name web
aws kms schedule-key-deletion --key-id k --pending-window-in-days 7
aws route53 delete-hosted-zone --id Z1
aws s3api delete-bucket --bucket b
aws s3 rm s3://logs --recursive --exclude '*' --include '2020*'
aws opensearch delete-domain --domain-name d
aws ec2 terminate-instances --instance-ids $(aws ec2 describe-instances --query x --output text)
aws s3 rb --force s3://logs
aws rds delete-db-snapshot --db-snapshot-identifier s
aws efs delete-file-system --file-system-id x
aws redshift delete-cluster --cluster-identifier x --skip-final-cluster-snapshot
aws elasticache delete-replication-group --replication-group-id x
aws docdb delete-db-cluster --db-cluster-identifier x --skip-final-snapshot
`,
  },
];
