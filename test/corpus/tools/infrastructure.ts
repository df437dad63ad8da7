// Commands about infrastructure as code, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const INFRASTRUCTURE: readonly Group[] = [
  {
    name: 'infrastructure as code',
    level: 'read',
    commands: `
terraform fmt -check -recursive
terraform show -json tf.plan | jq '.resource_changes[] | select(.change.actions[] == "delete") | .address'
terraform state list | grep aws_instance
terraform state show aws_instance.web
terraform output -json
terraform providers
terraform workspace list
terraform workspace show
terraform graph | dot -Tsvg > /dev/null
terraform version
terraform state pull | jq .serial
tofu plan -var-file=prod.tfvars
terragrunt run-all plan
pulumi preview --diff
pulumi stack ls
cdk diff
cdk synth
ansible all -m ping
ansible-inventory --list -y
ansible-playbook site.yml --check --diff
ansible-playbook site.yml --syntax-check
ansible-playbook site.yml --list-tasks
ansible web -m command -a uptime
ansible web -m setup -a 'filter=ansible_distribution*'
ansible-doc -l
ansible-lint site.yml
ansible-config dump --only-changed
vagrant status
packer validate x.pkr.hcl
terraform-docs markdown .
tflint
infracost breakdown --path .
checkov -d .
salt '*' test.ping
puppet agent -t --noop
chef-client --why-run
knife node list
terraform plan -target=module.vpc -lock=false -no-color | tee /dev/stderr | grep -c 'will be destroyed'
terraform show tf.plan
terraform -chdir=envs/prod state list
terraform output -raw vpc_id
terraform providers schema -json | jq 'keys'
terraform test -verbose || true
pulumi stack output kubeconfig-url
pulumi config
packer inspect x.pkr.hcl
ansible-playbook -i inv site.yml --list-hosts
ansible-inventory -i inv --graph
vagrant global-status
terraform state show 'module.vpc.aws_subnet.a[0]'
terraform console <<< 'var.region'
tofu validate -json
terragrunt output
terragrunt graph-dependencies
pulumi stack history
pulumi about
cdk ls
ansible-playbook -i hosts site.yml -C --diff -l web1
ansible-galaxy collection list
ansible all -i hosts -m setup -a filter=ansible_memtotal_mb --limit db
terraform state list | wc -l
terraform plan -var env=prod -no-color > /dev/null
terraform providers lock -help
tofu show -json plan.out | jq '.resource_changes|length'
ansible all -i inv --list-hosts
ansible-playbook site.yml --list-tags
`,
  },
  {
    name: 'infrastructure as code',
    level: 'change',
    commands: `
terraform init -upgrade
terraform workspace select prod
terraform workspace new stage
terraform import aws_instance.web i-0abc
terraform untaint aws_instance.web
terraform fmt -recursive
pulumi config set aws:region eu-west-1
ansible-galaxy collection install community.general
vagrant up
terraform -chdir=envs/dev init -backend-config=dev.hcl
terraform workspace select -or-create qa
pulumi stack select dev
terraform get -update
terraform fmt
tofu workspace new x
pulumi stack init dev
ansible web -i hosts -m copy -a 'src=a dest=/srv/a'
terraform init -migrate-state
pulumi config set x y
terraform workspace new stage || terraform workspace select stage
`,
  },
  {
    name: 'infrastructure as code',
    level: 'destructive',
    commands: `
terraform state rm aws_instance.web
terraform force-unlock -force 1b2c
terraform taint aws_instance.web
terraform workspace delete stage
terraform apply -replace=aws_instance.web -auto-approve
pulumi up --yes --skip-preview
pulumi state delete urn:pulumi:x
pulumi cancel
ansible all -m shell -a 'rm -rf /tmp/x'
ansible all -b -m reboot
ansible db -m service -a 'name=postgresql state=stopped'
ansible web -m file -a 'path=/srv/x state=absent'
ansible-vault view secrets.yml
ansible-vault decrypt secrets.yml
vagrant destroy -f
prisma migrate reset
npx prisma migrate reset --force
salt '*' cmd.run 'rm -rf /tmp/x'
knife node delete n1 -y
TF_VAR_x=1 terraform apply -auto-approve -parallelism=20
terraform state rm 'module.db.aws_db_instance.main'
terraform apply -refresh-only -auto-approve
terragrunt run-all apply --terragrunt-non-interactive
pulumi stack export --show-secrets
ansible-playbook -i inv/prod upgrade.yml --tags reboot -b
ansible k8s -b -m shell -a 'systemctl restart kubelet'
vagrant halt
terraform taint module.x.aws_instance.y
tofu force-unlock -force abc
ansible all -m reboot -b
ansible db -b -m service -a 'name=mysql state=restarted'
npx wrangler delete my-worker
terraform state replace-provider a b
terraform init -upgrade && terraform apply -auto-approve
ansible-playbook -i prod site.yml --limit db -e state=absent
`,
  },
  {
    name: 'infrastructure as code',
    level: 'critical',
    commands: `
terraform destroy -target=aws_instance.web
terraform state push terraform.tfstate
terragrunt run-all destroy --terragrunt-non-interactive
terragrunt destroy
pulumi destroy --yes -s prod
pulumi stack rm prod --force
cdk destroy --all --force
terraform -chdir=envs/prod destroy
tofu state push -force errored.tfstate
terraform destroy -target module.db
terraform apply -destroy -auto-approve
terraform workspace delete -force old
pulumi destroy -y
cdk destroy MyStack -f
terraform destroy -auto-approve -var-file=prod.tfvars
pulumi stack rm -f -y old
`,
  },
];
