// Commands about other clouds, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const CLOUDS: readonly Group[] = [
  {
    name: 'other clouds',
    level: 'read',
    commands: `
gcloud compute instances list --filter='status=RUNNING' --format=json
gcloud projects list
gcloud container clusters describe prod --zone europe-west1-b
gcloud logging read 'severity>=ERROR' --limit 50
gcloud config list
gcloud auth list
gcloud sql instances list
gcloud iam service-accounts list
gcloud compute ssh vm1 --command 'uptime'
gsutil ls -lh gs://b
gsutil rsync -n -d -r ./a gs://b
bq ls
bq query --use_legacy_sql=false 'SELECT count(*) FROM d.t'
bq show d.t
az account show
az vm list -o table
az aks list --query '[].name' -o tsv
az group list
az monitor activity-log list --max-events 5
az storage blob list -c x --account-name y -o table
az role assignment list --assignee x
az deployment group what-if -g rg -f main.bicep
doctl compute droplet list
hcloud server list
flyctl status
heroku ps -a x
wrangler tail
linode-cli linodes list
scw instance server list
oci compute instance list
aws-vault list
gcloud compute firewall-rules list --format='table(name,direction,sourceRanges.list())'
gcloud container node-pools list --cluster prod --zone z
gcloud projects get-iam-policy p --flatten='bindings[].members'
gcloud compute instances describe vm1 --zone z --format='value(status)'
gcloud compute ssh vm1 --zone z -- 'df -h && uptime'
gcloud secrets list
gcloud builds log 123
az network nsg rule list -g rg --nsg-name n -o table
az vm get-instance-view -g rg -n vm1
az keyvault secret list --vault-name v
az resource list -g rg --query '[].type'
gcloud compute regions list
gcloud container clusters list --filter='status!=RUNNING'
gcloud compute operations list --limit=5
gcloud auth list --filter=status:ACTIVE
gcloud storage ls -l gs://b
gsutil du -sh gs://b
az aks show -g rg -n c --query provisioningState
az network vnet subnet list -g rg --vnet-name v
az acr repository show-tags -n r --repository app
az ad user list --query '[].userPrincipalName'
stripe customers list --limit 3
ldcli flags list --project p
fastly service list
wrangler whoami
wrangler kv key list --namespace-id x
cloudflared tunnel list
circleci config validate
jenkins-cli list-jobs
doppler secrets --only-names
heroku releases -a x
fly logs -a x
vercel ls
netlify status
firebase projects:list
supabase projects list
nats stream ls
nats consumer info S C
`,
  },
  {
    name: 'other clouds',
    level: 'change',
    commands: `
gcloud config set project staging
gcloud container clusters get-credentials prod --zone europe-west1-b
gcloud compute instances create vm1 --machine-type=e2-small
gcloud services enable compute.googleapis.com
gcloud compute instances start vm1
gcloud compute disks snapshot d1 --snapshot-names=s1
gcloud run deploy api --image gcr.io/p/api
gsutil cp x gs://b/x
bq mk d.t2
az account set -s Prod
az aks get-credentials -g rg -n prod
az vm create -g rg -n vm1 --image Ubuntu2204
az vm start -g rg -n vm1
az aks scale -g rg -n prod --node-count 5
az deployment group create -g rg -f main.bicep
hcloud server create --name x --type cx11 --image debian-12
gcloud compute firewall-rules create allow-ssh --allow tcp:22
gcloud container node-pools create p --cluster c
gcloud compute addresses create ip1 --region r
gcloud sql backups create --instance db
gcloud iam service-accounts create ci
az storage container create -n c --account-name s
az network nsg rule create -g rg --nsg-name n -n ssh --priority 100 --destination-port-ranges 22
az aks nodepool add -g rg --cluster-name c -n np
az tag create --resource-id x --tags env=prod
gcloud compute snapshots create s --source-disk d
gcloud dns record-sets create www.x. --type=A --ttl=300 --rrdatas=1.2.3.4 --zone=z
gcloud storage cp x gs://b/
gcloud projects create p
az storage blob upload -f x -c c -n x
az disk create -g rg -n d --size-gb 10
az aks upgrade --help || az aks enable-addons -g rg -n c -a monitoring
wrangler deploy
heroku config:set A=b -a x
firebase deploy --only hosting
gcloud compute instances add-tags vm --tags=x
az vm extension set -g rg --vm-name v -n x --publisher y
`,
  },
  {
    name: 'other clouds',
    level: 'destructive',
    commands: `
gcloud compute instances stop vm1
gcloud compute instances reset vm1
gcloud secrets versions access latest --secret=db
gcloud secrets versions destroy 3 --secret=db
gcloud storage rm -r gs://bucket/**
gcloud iam service-accounts keys create key.json --iam-account=x@p.iam.gserviceaccount.com
gcloud iam service-accounts delete x@p.iam.gserviceaccount.com
gcloud dns record-sets delete www.x. --type=A --zone=z
gcloud auth print-access-token
gsutil -m rm -r gs://b/old
gsutil rb gs://b
gsutil rsync -d -r ./a gs://b
bq query --use_legacy_sql=false 'DROP TABLE d.t'
az deployment group create -g rg -f main.bicep --mode Complete
az vm deallocate -g rg -n vm1
az vm restart -g rg -n vm1
az keyvault secret show --vault-name v -n db
az storage blob delete-batch -s c --account-name x
az ad sp create-for-rbac -n x --role Owner
az --output json backup protection disable --delete-backup-data true
az role assignment delete --assignee x
az vm run-command invoke -g rg -n vm1 --command-id RunShellScript --scripts 'rm -rf /data'
az storage account keys list -n x
az acr repository delete -n r --image api:1
doctl compute droplet delete 1 -f
hcloud server delete web
hcloud server poweroff web
fly apps destroy x -y
heroku apps:destroy -a x --confirm x
heroku pg:reset -a x --confirm x
wrangler delete x
vercel rm x -y
supabase db reset
linode-cli linodes delete 1
scw instance server terminate x
oci compute instance terminate --instance-id x
gcloud compute firewall-rules delete allow-ssh -q
gcloud container node-pools delete p --cluster c --quiet
gcloud sql backups restore 123 --restore-instance=db
gcloud run services delete api --region r
gcloud functions delete fn
gcloud sql instances restart db
gcloud compute instance-groups managed rolling-action restart mig --zone z
gcloud pubsub subscriptions delete s
gcloud compute ssh vm1 -- sudo systemctl stop nginx
az network nsg rule delete -g rg --nsg-name n -n ssh
az aks stop -g rg -n prod
az aks nodepool delete -g rg --cluster-name c -n np
az vmss delete-instances -g rg -n s --instance-ids 1
az acr purge --registry r --filter 'x:.*' --ago 0d || az acr repository delete -n r --repository x -y
az keyvault secret delete --vault-name v -n s
az postgres flexible-server restart -g rg -n db
az storage container delete -n c --account-name s
az lock delete --name l -g rg
az network vnet delete -g rg -n v
hcloud volume delete 1
doctl kubernetes cluster delete prod --force
gcloud compute instances suspend vm
gcloud projects remove-iam-policy-binding p --member=user:x --role=roles/owner
gcloud secrets delete s --quiet
az vm stop -g rg -n vm
az network dns record-set a delete -g rg -z z -n www -y
az storage account keys renew -n s --key primary
hcloud server rebuild x --image debian-12
doctl databases delete x -f
flyctl apps destroy x --yes
heroku pg:reset DATABASE --confirm app
stripe customers delete cus_123
stripe webhook_endpoints delete we_1
launchdarkly-cli flags delete --key x
ldcli flags delete --flag x --project p
fastly service delete --service-id x --force
fastly purge --all
wrangler kv namespace delete --namespace-id x
wrangler r2 bucket delete b
cloudflared tunnel delete x
flarectl dns delete --zone x --id y
circleci context delete github org ctx
jenkins-cli delete-job x
doppler secrets delete X
doppler projects delete p
doppler secrets get X --plain
infisical secrets delete X
newrelic entity tags delete --guid x
splunk remove index main
splunk clean eventdata -index main
heroku apps:destroy x
heroku ps:restart -a x
heroku maintenance:on -a x
heroku pg:reset -a x
flyctl machine destroy x --force
flyctl volumes delete v
fly scale count 0 -a x
vercel remove x --yes
vercel env rm X production
netlify sites:delete x
railway down
render services delete x
firebase projects:delete x
firebase firestore:delete --all-collections -y
firebase hosting:disable
supabase projects delete x
supabase db reset --linked
neonctl projects delete x
turso db destroy x --yes
atlas clusters delete c --force
algolia indices delete x -y
nats stream purge S --force
nats stream rm S -f
nats consumer delete S C
gcloud compute backend-services delete b --global
gcloud pubsub topics delete t
gcloud filestore instances delete i
gcloud redis instances delete i --region r
gcloud logging buckets delete b --location global
gcloud app versions delete v1
gcloud iam roles delete r --project p
gcloud spanner databases delete d --instance i
gcloud artifacts repositories delete r --location l
gcloud compute networks delete n
gcloud compute snapshots delete s
gcloud container images delete gcr.io/p/x --force-delete-tags
az servicebus queue delete --name q --namespace-name n -g rg
az functionapp delete -g rg -n f
az webapp stop -g rg -n w
az snapshot delete -g rg -n s
az role definition delete --name x
az container delete -g rg -n c -y
az backup protection disable -g rg -v v -c c -i i --delete-backup-data true
`,
  },
  {
    name: 'other clouds',
    level: 'critical',
    commands: `
gcloud compute instances delete vm1 --zone=europe-west1-b --quiet
gcloud projects delete my-proj
gcloud sql instances delete db --quiet
gcloud container clusters delete prod --async -q
gcloud storage buckets delete gs://b
bq rm -r -f -d mydataset
az group delete -n rg --yes --no-wait
az vm delete -g rg -n vm1 -y
az aks delete -g rg -n prod
az keyvault purge -n v
az storage account delete -n s -g rg -y
az sql db delete -g rg -s srv -n db --yes
aws-vault exec prod -- aws s3 rb s3://x --force
gcloud compute disks delete d1 --zone z
gcloud kms keys versions destroy 1 --key k --keyring r --location l
gcloud compute instances delete $(gcloud compute instances list --format='value(name)') --quiet
gcloud container clusters delete c --region r -q
gcloud sql databases delete d --instance i
az aks delete -g rg -n c --yes --no-wait
gcloud dns managed-zones delete z
az cosmosdb delete -g rg -n c --yes
az redis delete -g rg -n r
gcloud compute instances list --format='value(name,zone)' | while read n z; do gcloud compute instances delete "$n" --zone "$z" -q; done
`,
  },
];
