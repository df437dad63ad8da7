// Commands about Kubernetes, and what it stands on, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const CLUSTERS: readonly Group[] = [
  {
    name: 'Kubernetes, and what it stands on',
    level: 'read',
    commands: `
kubectl get pods -A -o wide
kubectl get nodes -o json | jq -r '.items[] | select(.status.conditions[-1].status != "True") | .metadata.name'
kubectl --context prod-eu -n payments get deploy api -o yaml
kubectl describe node w3 | grep -A8 'Conditions:'
kubectl logs -n kube-system -l k8s-app=cilium --tail=200 --prefix
kubectl logs -f deploy/api -c sidecar --since=10m
kubectl top pods --containers --sort-by=memory
kubectl auth can-i delete pods --as=system:serviceaccount:ci:deployer -n prod
kubectl auth whoami
kubectl api-resources --verbs=list --namespaced -o name
kubectl explain deployment.spec.strategy --recursive
kubectl rollout status deploy/api --timeout=120s
kubectl rollout history sts/db --revision=3
kubectl diff -f manifests/
kubectl apply -f app.yaml --dry-run=server -o yaml
kubectl config get-contexts
kubectl cluster-info
kubectl version --client
kubectl events -n prod --for pod/web-0 --watch
kubectl wait --for=condition=Ready node/w3 --timeout=300s
kubectl get events --sort-by=.lastTimestamp -w
kubectl get --raw /healthz?verbose
kubectl kustomize overlays/prod
kubectl create deploy x --image=nginx --dry-run=client -o yaml
kubectl get csr
kubectl get pdb -A -o custom-columns=NS:.metadata.namespace,NAME:.metadata.name
kubectl plugin list
kubectl get cm coredns -n kube-system -o jsonpath='{.data.Corefile}'
kubectl exec web-0 -- ls /var/log
kubectl exec -n kube-system ds/cilium -- cilium status --verbose
kubectl cnpg status pg
kubectl argo rollouts get rollout web
kubectl krew list
talosctl -n 10.0.0.2 health
talosctl get members -o json
talosctl dmesg -n 10.0.0.2
talosctl etcd members
talosctl etcd status
talosctl services
talosctl containers -k
talosctl logs kubelet -n 10.0.0.2
talosctl apply-config -n 10.0.0.2 -f c.yaml --dry-run
talosctl read /proc/cpuinfo -n 10.0.0.2
talosctl disks
talosctl upgrade-k8s --to 1.30.0 --dry-run
etcdctl endpoint health --cluster
etcdctl member list -w table
etcdctl get /registry/ --prefix --keys-only | head
etcdctl endpoint status -w json
etcdctl snapshot status db.snap
etcdctl alarm list
k3s kubectl get nodes
k3s check-config
k3s etcd-snapshot ls
kubeadm config print init-defaults
kubeadm certs check-expiration
kubeadm upgrade plan
crictl ps -a
crictl logs 1234
crictl images
cilium status
cilium connectivity test --help
cilium config view
cilium hubble port-forward --help
hubble observe --verdict DROPPED -n prod --last 100
cilium bpf lb list
calicoctl get nodes -o wide
calicoctl node status
istioctl analyze -n prod
istioctl proxy-config routes pod.ns
linkerd check
linkerd viz stat deploy
ctr -n k8s.io images ls
eksctl get cluster
kops validate cluster
kops update cluster
clusterctl describe cluster x
kind get clusters
minikube status
oc get routes
stern -n prod api --since 5m
popeye -n prod
kubectl get pods -n kube-system -o json | jq -r '.items[] | "\\(.metadata.name) \\(.status.containerStatuses[0].restartCount)"' | sort -k2 -nr | head
kubectl --kubeconfig ~/.kube/prod get ingress -A --no-headers | awk '{print $4}' | sort -u
kubectl get pod web-0 -o yaml | yq '.spec.containers[].image'
kubectl get nodes -L topology.kubernetes.io/zone
kubectl describe pvc data-0 -n db
kubectl logs job/migrate --all-containers --since-time=2024-05-01T00:00:00Z | grep -c ERROR
kubectl get endpointslices -l kubernetes.io/service-name=api -o wide
kubectl rollout status daemonset/cilium -n kube-system -w
kubectl get --raw '/apis/metrics.k8s.io/v1beta1/nodes' | jq .
kubectl auth can-i --list --namespace=prod
kubectl get events -A --field-selector type=Warning --watch
kubectl get deploy -o jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}'
kubectl api-resources | grep -i cert
kubectl get lease -n kube-system
kubectl exec -n db pg-0 -c postgres -- psql -U postgres -c 'select * from pg_stat_replication'
kubectl exec deploy/api -- env | grep -v PASS
kubectl exec -it redis-0 -- redis-cli info replication
kubectl -n rook-ceph exec deploy/rook-ceph-tools -- ceph -s
kubectl get vs,gw -n istio-system
kubectl get application -n argocd -o json | jq '.items[].status.sync.status' | sort | uniq -c
ETCDCTL_API=3 etcdctl --endpoints=$EP endpoint status --cluster -w table
etcdctl get --prefix /coreos.com --limit 5
talosctl -n 10.0.0.3 get links
talosctl -n 10.0.0.3 etcd status
crictl inspect abc | jq .status
ctr -n k8s.io c ls
kubectl get sc,pv -o wide --sort-by=.spec.capacity.storage
kubectl get secret -n prod
kubectl get secret tls-cert -o name
kubectl describe secret db
kubectl get pods --field-selector spec.nodeName=w3 -A
kubectl top node w3 --no-headers | awk '{print $3}'
kubectl get hpa -w
kubectl rollout history deploy/api --revision 4 -o yaml
kubectl logs -p web-0 | tail -n 50
kubectl cluster-info dump --namespaces kube-system | grep -i error
kubectl config view --minify -o jsonpath='{..namespace}'
kubectl get networkpolicies.networking.k8s.io -A
kubectl version -o json | jq -r .serverVersion.gitVersion
kubectl cnpg status pg --verbose
kubectl argo rollouts list rollouts -n prod
kubeadm upgrade diff v1.30.0
kubeadm config images list --kubernetes-version v1.30.0
talosctl --nodes 10.0.0.2 service etcd
talosctl -n 10.0.0.2 ls -l /var/log
talosctl config info
etcdctl check perf --load=s
etcdctl watch --prefix /x
etcdctl user list
etcdutl snapshot status snap.db -w table
crictl stats
crictl pods --state NotReady
hubble status
cilium encrypt status
calicoctl ipam show --show-blocks
kubectl get pods --watch-only
kubectl get deploy -n prod -o=custom-columns=N:.metadata.name,I:.spec.template.spec.containers[*].image
kubectl get node -o jsonpath='{.items[*].status.addresses[?(@.type=="InternalIP")].address}'
kubectl describe quota -A
kubectl get volumeattachments
oc get co
oc whoami --show-console
oc adm top nodes
kubectl get --raw /metrics | grep apiserver_request_total | head
kubectl get pods -o name | while read p; do echo "$p"; kubectl logs "$p" --tail=3; done
etcdctl --write-out=json endpoint status | jq -r '.[].Status.dbSize'
talosctl -n 10.0.0.2 dmesg --follow
talosctl -n 10.0.0.2 get machineconfig -o yaml | grep -c endpoint
cilium bgp peers
cilium status --wait
calicoctl get ippool -o yaml
kubectl get pods -A -o json | jq -r '.items[] | select(.status.phase != "Running") | [.metadata.namespace, .metadata.name] | @tsv' | column -t
kubectl exec -n db pg-0 -- bash -c 'psql -U postgres -Atc "select count(*) from pg_stat_activity"'
talosctl -n 10.0.0.2 etcd status && talosctl -n 10.0.0.2 health --wait-timeout 1m
`,
  },
  {
    name: 'Kubernetes, and what it stands on',
    level: 'change',
    commands: `
kubectl apply -k overlays/prod --server-side
kubectl create namespace payments
kubectl create -f job.yaml
kubectl label node w3 role=gpu
kubectl annotate deploy api note=hi --overwrite
kubectl uncordon w3
kubectl taint nodes w3 dedicated=gpu:NoSchedule
kubectl taint nodes w3 dedicated:NoSchedule-
kubectl scale deploy api --replicas=5
kubectl set image deploy/api api=registry/api:1.2
kubectl patch deploy api -p '{"spec":{"replicas":3}}'
kubectl expose deploy api --port=80
kubectl autoscale deploy api --min=2 --max=5
kubectl rollout pause deploy/api
kubectl rollout resume deploy/api
kubectl config use-context staging
kubectl config set-context --current --namespace=payments
kubectl create secret generic db --from-literal=password=x
kubectl create job --from=cronjob/backup backup-now
kubectl certificate approve csr-8x
kubectl argo rollouts promote web
talosctl patch mc -n 10.0.0.2 --patch @p.yaml --mode=no-reboot
talosctl etcd snapshot db.snapshot
etcdctl snapshot save db.snap
etcdctl put foo bar
etcdctl member add n3 --peer-urls=https://10.0.0.3:2380
k3s etcd-snapshot save
crictl pull nginx
cilium install --version 1.15.0
calicoctl apply -f pol.yaml
istioctl install --set profile=demo -y
eksctl create nodegroup --cluster x
clusterctl init --infrastructure aws
kind create cluster
k9s --readonly
kubectx prod
kubens payments
kubectl -n prod create configmap app --from-file=conf/ -o yaml --dry-run=client | kubectl apply -f -
kubectl label ns payments istio-injection=enabled --overwrite
kubectl annotate ing web cert-manager.io/cluster-issuer=le
kubectl create clusterrolebinding ci --clusterrole=view --serviceaccount=ci:default
kubectl create sa deployer -n ci
kubectl -n prod scale deploy/worker --replicas=12
kubectl rollout pause deployment/api -n prod
kubectl patch svc web -p '{"spec":{"type":"LoadBalancer"}}'
kubectl patch deploy api --type=json -p='[{"op":"add","path":"/spec/template/metadata/labels/x","value":"y"}]'
kubectl uncordon $(kubectl get nodes -o name | grep w3)
etcdctl snapshot save /backup/etcd-$(date +%s).db
kubeadm config images pull
crictl pull registry.k8s.io/pause:3.9
talosctl gen config demo https://10.0.0.2:6443 --output-dir out
kubectl create ns ci --save-config
kubectl apply -f https://raw.githubusercontent.com/x/y/install.yaml
kubectl apply --server-side --force-conflicts -f crds/
kubectl set image ds/fluentd *=fluentd:1.17 -n logging
kubectl label node w3 node-role.kubernetes.io/worker=
kubectl create ingress web --rule=a.b/*=web:80
kubectl annotate pod web-0 x-
kubectl autoscale deploy api --min 2 --max 9 --cpu-percent 70
kubectl -n argocd patch app web --type merge -p '{"spec":{"syncPolicy":{"automated":{}}}}'
kubectl cordon -l pool=old
kubectl create secret tls t --cert=c --key=k
oc new-project x
kubectl apply -f - <<'Y'
apiVersion: v1
kind: ConfigMap
metadata: {name: x}
Y
kubectl create rolebinding r --role=x --user=y -n z
kubectl set image deployment.apps/api api=img@sha256:abc --record
kubectl scale --current-replicas=2 --replicas=3 deploy/web
kubectl expose pod x --type=NodePort --port=80
kubectl patch deploy web --patch-file p.yaml
kubectl label pods --all env=dev
kubectl annotate node n1 a=b
kubectl create secret generic db --from-env-file=db.env --dry-run=client -o yaml | kubeseal -o yaml > sealed.yaml
etcdctl snapshot save /backup/$(date +%F).db && etcdctl snapshot status /backup/$(date +%F).db
kubectl cordon w3 && kubectl annotate node w3 reason=disk
`,
  },
  {
    name: 'Kubernetes, and what it stands on',
    level: 'destructive',
    commands: `
kubectl exec db-0 -- psql -c 'DROP TABLE users'
kubectl scale deploy api --replicas=0 -n prod
kubectl scale sts/db --replicas 0
kubectl taint nodes w3 key=value:NoExecute
kubectl drain w3 --ignore-daemonsets --delete-emptydir-data
kubectl rollout restart deploy/api
kubectl delete pod web-0 --grace-period=0 --force
kubectl delete -f manifests/
kubectl delete pods --all -n prod
kubectl delete pvc data-db-0
kubectl replace --force -f pod.yaml
kubectl get secret db -o jsonpath='{.data.password}' | base64 -d
kubectl certificate deny csr-8x
kubectl apply -f app.yaml --prune -l app=web
kubectl apply -f app.yaml --force --grace-period=0
kubectl patch pvc data -p '{"metadata":{"finalizers":null}}' --type=merge
kubectl get pods --field-selector=status.phase=Failed -o name | xargs kubectl delete
kubectl get ns tmp -o json | jq '.spec.finalizers=[]' | kubectl replace --raw /api/v1/namespaces/tmp/finalize -f -
kubectl create token admin -n kube-system
kubectl delete deploy --selector app=api --wait=false
kubectl config delete-context old
kubectl exec web-0 -- rm -rf /data
kubectl delete --raw /api/v1/namespaces/x/pods/y
kubectl cnpg destroy pg 2
kubectl cnpg restart pg
kubectl argo rollouts abort web
kubectl set env deploy/api FOO- && kubectl rollout restart deploy/api
talosctl reboot -n 10.0.0.2
talosctl shutdown -n 10.0.0.2 --force
talosctl upgrade -n 10.0.0.2 --image x --preserve
talosctl etcd forfeit-leadership
talosctl kubeconfig -n 10.0.0.2 -
talosctl service kubelet restart
talosctl rollback -n x
etcdctl compact 1000
etcdctl user delete bob
etcdctl auth disable
k3s etcd-snapshot delete x
k3s secrets-encrypt rotate
kubeadm upgrade apply v1.30.0
kubeadm certs renew all
kubeadm token create --print-join-command
kubeadm token delete x
kubeadm token list
crictl rm -f 1234
crictl rmi --prune
crictl stopp x
cilium uninstall
calicoctl delete -f pol.yaml
istioctl uninstall --purge -y
ctr -n k8s.io containers rm x
eksctl delete cluster --name prod
kops rolling-update cluster --yes
clusterctl delete --all
kind delete cluster --name x
minikube delete
k3d cluster delete x
oc delete project x
oc adm drain n1
rke remove
kubectl delete job --field-selector status.successful=1 -n batch
kubectl exec pg-0 -- pg_ctl restart -D /var/lib/postgresql/data
kubectl delete validatingwebhookconfiguration kyverno
kubectl delete pods -l app=web --now
kubectl drain --force --ignore-daemonsets node/w2 --timeout=60s
kubectl scale deploy --all --replicas=0 -n staging
kubectl patch node w3 -p '{"spec":{"taints":[{"effect":"NoExecute","key":"x"}]}}'
kubectl get secrets -A -o json | jq -r '.items[].data'
kubectl get cm,secret app -o yaml > backup.yaml
kubectl delete --all deployments,services -n old
kubectl rollout restart statefulset/kafka -n data
kubectl proxy & curl -XDELETE localhost:8001/api/v1/namespaces/x
kubectl debug node/w3 -it --image=busybox -- chroot /host systemctl stop kubelet
kubectl run x --rm -i --image=alpine --overrides='{"spec":{"hostPID":true}}' -- nsenter -t 1 -m -- reboot
kubectl cnpg hibernate on pg
kubectl get pv -o name | xargs -I{} kubectl patch {} -p '{"metadata":{"finalizers":null}}'
kubectl get po -A | grep Evicted | awk '{print "kubectl delete pod -n "$1" "$2}' | sh
etcdctl member update 1 --peer-urls=x && etcdctl move-leader 2
talosctl -n 10.0.0.3,10.0.0.4 reboot --mode=powercycle
k3s etcd-snapshot prune
crictl rmp -fa
ctr -n k8s.io i rm $(ctr -n k8s.io i ls -q)
eksctl drain nodegroup --cluster c --name n
kubectl delete deployment/api service/api -n prod
kubectl --context=prod delete pod -l app=db --force
kubectl scale --replicas=0 deployment/api
kubectl drain w1 w2 --delete-emptydir-data --ignore-daemonsets --force
kubectl rollout restart ds -n kube-system
kubectl taint node --all x=y:NoExecute
kubectl replace -f x.yaml --force --grace-period=0
kubectl get secret app-tls -o go-template='{{index .data "tls.key"}}' | base64 -d
kubectl exec -it pg-1 -- patronictl failover --force
kubectl delete events --all
kubectl argo rollouts undo web
talosctl upgrade -n 10.0.0.2 --image x
crictl rmi --all
cilium uninstall --wait
istioctl uninstall --purge
calicoctl ipam release --ip=10.0.0.1
eksctl delete nodegroup --cluster c --name n
kind delete clusters --all
minikube delete --all --purge
oc adm cordon n1 && oc adm drain n1 --force
oc delete route x
oc scale dc/x --replicas=0
kubectl delete po,svc -l app=x -n y --wait=false
kubectl delete -k overlays/old
kubectl delete pod x --now --context prod
kubectl -n prod exec deploy/web -- kill 1
kubectl rollout undo sts/db
kubectl label node n1 role-  && kubectl drain n1
kubectl certificate deny x
kubectl config delete-cluster prod
kubectl get secret -o yaml -n prod
kubectl get secrets/db --template='{{.data.pw}}'
kubectl get pods -A | awk '/Evicted/{print $1, $2}' | while read ns p; do kubectl delete pod -n "$ns" "$p"; done
kubectl get pvc -o name | xargs -r kubectl delete
kubectl -n kafka exec kafka-0 -- kafka-topics.sh --bootstrap-server localhost:9092 --delete --topic t
kubectl config use-context prod-eu && kubectl delete deploy api
kubectl get secret -A -o yaml > all-secrets.yaml
`,
  },
  {
    name: 'Kubernetes, and what it stands on',
    level: 'critical',
    commands: `
kubectl delete crd certificates.cert-manager.io
talosctl reset -n 10.0.0.2 --graceful=false --reboot
talosctl etcd remove-member 1
talosctl etcd leave
talosctl wipe disk sdb
talosctl rotate-ca
etcdctl del /registry/pods --prefix
etcdctl del "" --from-key=true
etcdctl snapshot restore db.snap --data-dir /var/lib/etcd
etcdutl snapshot restore db.snap --data-dir /var/lib/etcd
etcdctl member remove 8e9e
ETCDCTL_API=3 etcdctl --endpoints=https://127.0.0.1:2379 --cacert ca.crt --cert c.crt --key c.key del /registry/secrets --prefix
k3s server --cluster-reset
kubeadm reset -f
kops delete cluster x --yes
kubectl -n rook-ceph exec deploy/rook-ceph-tools -- ceph osd purge 4 --yes-i-really-mean-it
kubectl exec -it redis-0 -- redis-cli FLUSHDB
etcdctl del --prefix /registry/pods/default
talosctl -n 10.0.0.3 reset --system-labels-to-wipe STATE
kubectl delete crd --all
kubectl delete pvc --all -n db
kubectl exec db-0 -- sh -c 'rm -rf /var/lib/mysql/*'
etcdctl del --prefix ''
etcdctl snapshot restore s.db
talosctl reset -n 10.0.0.2
kubeadm reset --force
kubectl exec -i pg-0 -- psql -U postgres <<< 'drop database app'
talosctl -n 10.0.0.4 reset --graceful && kubectl delete node w4
`,
  },
];
