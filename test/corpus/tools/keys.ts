// Commands about keys and secrets, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const KEYS: readonly Group[] = [
  {
    name: 'keys and secrets',
    level: 'read',
    commands: `
vault kv list secret/
vault policy list
vault policy read admin
vault token lookup
vault secrets list
vault auth list
vault audit list
vault operator raft list-peers
openssl s_client -connect x:443 -servername x </dev/null | openssl x509 -noout -dates
openssl x509 -in c.pem -noout -text
gpg --list-keys
ssh-keygen -lf k.pub
certbot certificates
openssl s_client -showcerts -connect a:443 </dev/null 2>/dev/null | openssl x509 -noout -enddate
ssh-add -l
openssl req -in r.csr -noout -text
gpg --verify x.sig x
sops filestatus x.yaml
op whoami
op vault list
op item list --vault prod
vault kv metadata get secret/db
vault token capabilities secret/db
openssl x509 -enddate -noout -in /etc/kubernetes/pki/apiserver.crt
vault operator raft autopilot state
vault status -format=json | jq -e '.sealed==false'
`,
  },
  {
    name: 'keys and secrets',
    level: 'change',
    commands: `
vault kv undelete -versions=2 secret/db
vault secrets enable -path=kv kv-v2
vault policy write p p.hcl
vault operator raft snapshot save s.snap
ssh-keygen -t ed25519 -f k -N ''
sops -e -i x.yaml
openssl req -x509 -newkey rsa:2048 -keyout k.pem -out c.pem -days 365 -nodes
certbot renew
ssh-copy-id ops@w3
ssh-keygen -t ed25519 -C x -f ~/.ssh/new -N ''
vault policy write app app.hcl
vault secrets enable -path=app kv-v2
sops -e s.yaml > s.enc.yaml
openssl req -new -newkey rsa:4096 -nodes -keyout k.pem -out r.csr -subj /CN=x
op item create --category login --title x
vault kv patch secret/x a=b
`,
  },
  {
    name: 'keys and secrets',
    level: 'destructive',
    commands: `
vault kv get -field=password secret/db
vault read database/creds/ro
vault kv delete secret/db
vault kv destroy -versions=2 secret/db
vault kv metadata delete secret/db
vault delete auth/approle/role/x
vault policy delete p
vault token revoke x
vault token create -policy=root
vault operator seal
vault operator rekey -init
vault operator init
vault operator raft remove-peer n3
vault operator raft snapshot restore -force s.snap
vault operator step-down
vault operator rotate
passwd bob
gpg --delete-secret-keys x
gpg --export-secret-keys x
ssh-keygen -R host
sops -d x.enc.yaml
age -d -i k x.age
openssl rsa -in k.pem -text
certbot delete --cert-name x
certbot revoke --cert-path x
passwd -l root
vault operator generate-root -init
vault kv metadata delete -mount=secret app/db
op item delete db --vault prod
op item get db --fields password --reveal
sops --decrypt --in-place secrets.yaml
openssl pkcs12 -in a.p12 -nodes
gpg --batch --yes --delete-secret-and-public-key ABC
ssh-keygen -f ~/.ssh/id_ed25519 -N '' -t ed25519 <<< y
certbot revoke --cert-name x --delete-after-revoke
vault token revoke -self
op item delete x
op read op://prod/db/password
passwd -d root
sops -d prod.enc.yaml | kubectl apply -f -
age --decrypt -i k x.age
gpg -d secrets.gpg
ssh-keygen -p -f ~/.ssh/id_rsa -N ''
op vault delete x
vault kv delete secret/x
op read "op://x/y/z"
vault kv get -format=json secret/db | jq -r .data.data.password | pbcopy
`,
  },
  {
    name: 'keys and secrets',
    level: 'critical',
    commands: `
vault secrets disable secret/
vault lease revoke -prefix database/
vault auth disable approle
vault secrets disable app/
vault auth disable userpass
op run --env-file=.env -- terraform destroy -auto-approve
`,
  },
];
