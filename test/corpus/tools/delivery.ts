// Commands about what is delivered to clusters, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const DELIVERY: readonly Group[] = [
  {
    name: 'what is delivered to clusters',
    level: 'read',
    commands: `
helm list -A --pending
helm status api -n prod
helm history api
helm get values api -o yaml
helm template api ./chart -f values.yaml | kubectl diff -f -
helm lint ./chart
helm show values bitnami/postgresql --version 12.1.0
helm search repo ingress --versions | head -20
helm diff upgrade api ./chart -f values.yaml
helm upgrade api ./chart --install --dry-run --debug
helm dependency list ./chart
helm env
helm verify chart.tgz
helmfile diff
helmfile list
velero backup get
velero backup describe b1 --details
velero restore logs r1
velero backup-location get
argocd app list
argocd app get web
argocd app diff web --local .
argocd app history web
argocd cluster list
argocd app sync web --dry-run
flux get all -A
flux logs --level=error
flux tree ks apps
flux diff ks apps --path .
flux check --pre
flux export source git x
kubeseal --fetch-cert
kustomize build overlays/prod
helm get manifest api -n prod | kubectl diff -f -
helm search hub nginx --max-col-width 80
helm show chart oci://ghcr.io/x/y --version 1.0
helm plugin list
helm ls -n prod -o json | jq -r '.[].app_version'
argocd app manifests web --source live
argocd app resources web
argocd proj list -o name
argocd version --short
flux get helmreleases -n apps --status-selector ready=false
flux events --for Kustomization/apps
flux trace deploy api
kustomize build . | kubeconform -strict -summary
helm template . --set image.tag=$(git rev-parse --short HEAD) | grep image:
helm get notes api
helmfile -e prod diff
helmfile template
argocd app get web --refresh -o json | jq .status.health
argocd app logs web --tail 20
flux get sources git -A --no-header
kustomize cfg tree .
kubeseal --validate -f s.yaml
velero schedule get
velero backup logs nightly | grep level=error
helm template x . | kubectl apply --dry-run=client -f -
velero describe backups
velero backup get -o json | jq -r '.items[]|select(.status.phase!="Completed").metadata.name'
`,
  },
  {
    name: 'what is delivered to clusters',
    level: 'change',
    commands: `
helm install api ./chart -n prod --create-namespace
helm upgrade --install api ./chart -f values.yaml --wait --timeout 5m
helm repo add bitnami https://charts.bitnami.com/bitnami
helm repo update
helm dependency update ./chart
helm push chart.tgz oci://registry.example.com/charts
helm pull bitnami/redis --untar
helm package ./chart
helm repo remove bitnami
helmfile apply
velero backup create b1 --include-namespaces prod
velero schedule create daily --schedule="0 1 * * *"
velero install --provider aws --bucket b
argocd app create web --repo x --path y --dest-server z
argocd app set web --revision main
flux reconcile kustomization apps --with-source
flux suspend hr web
flux resume hr web
flux create source git x --url=https://x --branch=main
kubeseal < s.yaml > sealed.yaml
helm upgrade ingress ingress-nginx/ingress-nginx -n ingress -f v.yaml --atomic --timeout 10m
helm install --generate-name bitnami/redis
helm registry login ghcr.io -u me
argocd app sync web --resource apps:Deployment:api
argocd repo add https://x/y --username u
argocd cluster add prod --yes
flux reconcile source git flux-system
flux create helmrelease x --chart y --source HelmRepository/z
velero backup create pre-upgrade --wait
helm upgrade -i cert-manager jetstack/cert-manager --set crds.enabled=true -n cert-manager --create-namespace
helm dep up charts/x
argocd app set web -p image.tag=1.2
flux resume ks apps
flux suspend kustomization apps
velero backup create b2 --selector app=db --ttl 72h
kubeseal -o yaml < s.yaml > sealed.yaml
helm upgrade web ./c --set a=b --reuse-values
helm pull x/y --version 1
argocd app create a --repo r --path p --dest-server s --dest-namespace n
flux reconcile hr web --force
flux create kustomization x --source=y --path=./z --interval=5m
helm repo add x https://x && helm repo update && helm upgrade --install a x/a -n a --create-namespace --wait
`,
  },
  {
    name: 'what is delivered to clusters',
    level: 'destructive',
    commands: `
helm uninstall api -n prod
helm delete api --keep-history
helm upgrade api ./chart --force
helm upgrade api ./chart --reset-values --recreate-pods
helmfile destroy
velero restore create --from-backup b1 --existing-resource-policy=update
velero backup delete b1 --confirm
velero uninstall
velero schedule delete daily
argocd app sync web --prune --force
argocd app delete web --cascade -y
argocd app rollback web 2
argocd cluster rm prod
argocd repo rm https://x
argocd proj delete p
argocd app terminate-op web
argocd account update-password
argocd admin initial-password -n argocd
flux delete ks apps -s
flux uninstall
helm uninstall $(helm ls -q -n old) -n old
helm rollback api 0 --force -n prod
argocd app delete-resource web --kind Pod --resource-name x
argocd app sync web --force --replace
flux delete source git x --silent
velero restore create --from-schedule daily --existing-resource-policy update
kubeseal --recovery-unseal --recovery-private-key k.pem < s.yaml
helm uninstall prometheus -n monitoring --no-hooks
helmfile -e prod destroy
argocd app delete web --cascade=false
argocd app sync web --prune
flux uninstall --silent
velero delete backup old --confirm
helm uninstall -n prod $(helm ls -n prod -q)
helm ls -n x -q | xargs -I{} helm uninstall {} -n x
velero backup get | awk 'NR>1{print $1}' | xargs -n1 velero backup delete --confirm
`,
  },
];
