// Logs of tools and in wordings the trimming was not written for. At first sight the first group kept 77 of 101; what was missed was mended.
// The second group was written after that, and kept all at first sight.
import type { Scene } from './logs.ts';

export const MENDED: readonly Scene[] = [
  {
    command: 'cilium connectivity test',
    noise: (n) =>
      `  [.] Action [pod-to-pod/curl-ipv4-${n}: cilium-test/client-${n} (10.0.1.${n % 250}) -> cilium-test/echo (10.0.0.4:8080)]`,
    decisive: [
      '  ❌ command "curl -w %{local_ip}" failed: error with exec request: command terminated with exit code 28',
      '📋 Test Report: 1/42 tests failed (3/412 actions), 9 tests skipped, 0 scenarios skipped',
      '  ⚠️  Connection to 10.0.0.4:8080 was dropped: Policy denied',
    ],
  },
  {
    command: 'flux get all -A',
    noise: (n) => `apps\tkustomization/app-${n}\tmain@sha1:4f2a9c1${n}\tFalse\tTrue\tApplied revision: main@sha1:4f2a9c1`,
    decisive: [
      'apps\tkustomization/web\tmain@sha1:4f2a9c1\tFalse\tFalse\tkustomize build failed: accumulating resources: evalsymlink failure on ../base',
      'flux-system\thelmrelease/cert\t1.2.3\tFalse\tFalse\tHelm install stalled: retries exhausted',
      'apps\tgitrepository/x\t\tFalse\tFalse\tauthentication required: repository not accessible',
    ],
  },
  {
    command: 'talosctl dmesg',
    noise: (n) => `10.0.0.5: user: warning: [2026-11-21T05:42:12Z]: [talos] service[kubelet](Running): Health check successful ${n}`,
    decisive: [
      '10.0.0.5: user: warning: [2026-11-21T05:42:12Z]: [talos] service[etcd](Failed): Condition failed: 1 error occurred: timeout',
      '10.0.0.5: kern: err: [2026-11-21T05:42:12Z]: EXT4-fs (sda6): mounting with "discard" option, but the device does not support discard',
      '10.0.0.5: kern: crit: [2026-11-21T05:42:12Z]: nvme nvme0: I/O 12 QID 3 timeout, aborting',
    ],
  },
  {
    command: 'vault operator raft list-peers',
    noise: (n) => `vault-${n}    10.0.0.${n % 250}:8201    follower    true`,
    decisive: [
      'Error listing peers: Error making API request. Code: 503. Errors: * Vault is sealed',
      'local node not active but active cluster node not found',
      'vault-2    10.0.0.2:8201    follower    false',
    ],
  },
  {
    command: 'consul monitor',
    noise: (n) => `2026-11-21T05:42:12.123Z [DEBUG] agent: Check status updated: check=service:web-${n} status=passing`,
    decisive: [
      '2026-11-21T05:42:12.123Z [ERROR] agent.server.raft: failed to contact quorum of nodes, stepping down',
      '2026-11-21T05:42:12.123Z [WARN]  agent: Check is now critical: check=service:db',
    ],
  },
  {
    command: 'nomad alloc logs x',
    noise: (n) => `172.17.0.1 - - [21/Nov/2026 05:42:12] "GET /item/${n} HTTP/1.1" 200 -`,
    decisive: [
      'ImportError: libpq.so.5: cannot open shared object file: No such file or directory',
      'OSError: [Errno 98] Address already in use',
      'django.db.utils.OperationalError: could not translate host name "db" to address: Name or service not known',
    ],
  },
  {
    command: 'pvesh get /cluster/tasks',
    noise: (n) => `│ UPID:pve1:000${n}:0001 │ vzdump │ 10${n % 9} │ root@pam │ OK │`,
    decisive: [
      '│ UPID:pve1:0009AA:0001 │ qmstart │ 103 │ root@pam │ start failed: QEMU exited with code 1 │',
      '│ UPID:pve1:0009AB:0001 │ qmigrate │ 104 │ root@pam │ migration aborted │',
      '│ UPID:pve1:0009AC:0001 │ vzdump │ 105 │ root@pam │ job errors │',
    ],
  },
  {
    command: 'ceph health detail',
    noise: (n) => `    pg 2.${n.toString(16)} is active+clean, acting [${n % 9},${(n + 1) % 9},${(n + 2) % 9}]`,
    decisive: [
      'HEALTH_ERR 1 scrub errors; Possible data damage: 1 pg inconsistent',
      '    pg 2.1f is stuck undersized for 3m, current state undersized+degraded+peered, last acting [4]',
      '    osd.7 (root=default,host=w3) is down',
      '    mon.c (rank 2) addr 10.0.0.3:6789/0 is down (out of quorum)',
    ],
  },
  {
    command: 'pg_restore -v dump',
    noise: (n) => `pg_restore: processing data for table "public.orders_${n}"`,
    decisive: [
      'pg_restore: error: could not execute query: ERROR:  role "app" does not exist',
      'pg_restore: warning: errors ignored on restore: 14',
      'pg_restore: error: COPY failed for table "users": ERROR:  invalid byte sequence for encoding "UTF8": 0x00',
    ],
  },
  {
    command: 'mysql_upgrade',
    noise: (n) => `app.table_${n}                                     OK`,
    decisive: [
      'app.sessions                                       Table is marked as crashed and should be repaired',
      "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)",
    ],
  },
  {
    command: 'certbot renew',
    noise: (n) => `Processing /etc/letsencrypt/renewal/site${n}.example.org.conf`,
    decisive: [
      '  Detail: DNS problem: NXDOMAIN looking up A for www.example.org - check that a DNS record exists for this domain',
      'Failed to renew certificate www.example.org with error: Some challenges have failed.',
      '  /etc/letsencrypt/live/a/fullchain.pem (failure)',
    ],
  },
  {
    command: 'nginx -T',
    noise: (n) => `    location /app${n} { proxy_pass http://10.0.0.${n % 250}:8080; }`,
    decisive: [
      'nginx: [emerg] unknown directive "proxy_pas" in /etc/nginx/conf.d/a.conf:12',
      'nginx: [warn] conflicting server name "a" on 0.0.0.0:80, ignored',
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
    ],
  },
  {
    command: 'haproxy -c -f haproxy.cfg',
    noise: (n) => `[NOTICE]   (${n}) : New worker forked`,
    decisive: [
      '[ALERT]    (12) : config : parsing [haproxy.cfg:33] : unknown keyword "blance" in "backend" section',
      '[ALERT]    (12) : Fatal errors found in configuration.',
    ],
  },
  {
    command: 'gradle build',
    noise: (n) => `> Task :module${n}:compileJava UP-TO-DATE`,
    decisive: ['> Task :app:compileJava FAILED', 'FAILURE: Build failed with an exception.', 'e: Main.kt:12:5 Unresolved reference: foo'],
  },
  {
    command: 'dotnet build',
    noise: (n) => `  Module${n} -> /src/bin/Debug/net8.0/Module${n}.dll`,
    decisive: ["Program.cs(12,5): error CS0103: The name 'x' does not exist in the current context", '    1 Error(s)'],
  },
  {
    command: 'bundle install',
    noise: (n) => `Using gem${n} 1.${n % 30}.0`,
    decisive: [
      'Could not find gem "rials" in rubygems repository',
      'An error occurred while installing pg (1.5.4), and Bundler cannot continue.',
    ],
  },
  {
    command: 'pip install -r requirements.txt',
    noise: (n) => `Requirement already satisfied: package${n} in ./venv/lib/python3.12/site-packages (1.${n % 40})`,
    decisive: [
      'ERROR: Could not find a version that satisfies the requirement torhc (from versions: none)',
      'ResolutionImpossible: for help visit the documentation',
      '  × Getting requirements to build wheel did not run successfully.',
    ],
  },
  {
    command: 'packer build .',
    noise: (n) => `    proxmox-iso.debian: Setting up libfoo${n} (1.2.${n}) ...`,
    decisive: [
      '==> proxmox-iso.debian: Timeout waiting for SSH.',
      "Build 'proxmox-iso.debian' errored after 20 minutes 3 seconds: Timeout waiting for SSH.",
      '==> proxmox-iso.debian: 500 storage "local-lvm" does not support content type "iso"',
    ],
  },
  {
    command: 'pulumi up',
    noise: (n) => ` ~  kubernetes:core/v1:ConfigMap app-${n} updated (0.${n % 9}s)`,
    decisive: [
      ' +- aws:rds/instance:Instance main replacing (0.1s) [diff: ~engineVersion]',
      ' -  aws:s3/bucket:Bucket backup deleting (0.3s)',
      'error: update failed',
      '    ~ 3 updated, 1 replaced, 2 deleted',
    ],
  },
  {
    command: 'restic check',
    noise: (n) => `[0:${String(n % 60).padStart(2, '0')}] ${n % 100}%  ${n} / 9000 packs`,
    decisive: [
      'pack 3f2a: Blob ID does not match, want 12ab, got 99ff',
      'Fatal: repository contains errors',
      'error for tree 8f12: tree is not contained in repository',
    ],
  },
  {
    command: 'velero backup describe x --details',
    noise: (n) => `    - apps/config-${n}`,
    decisive: [
      'Phase:  PartiallyFailed (run `velero backup logs x` for more information)',
      'Errors:    2',
      '  Velero:   name: /db message: /Error backing up item error: /unable to get volume snapshotter',
    ],
  },
  {
    command: 'istioctl analyze -A',
    noise: (n) => `Info [IST0102] (Namespace app-${n}) The namespace is not enabled for Istio injection.`,
    decisive: [
      'Error [IST0101] (VirtualService apps/web) Referenced host not found: "wbe"',
      'Warning [IST0108] (Service apps/x) Unknown annotation: sidecar',
    ],
  },
  {
    command: 'dig @10.0.0.1 axfr example.org',
    noise: (n) => `host${n}.example.org.\t300\tIN\tA\t10.0.${n % 250}.1`,
    decisive: [
      ';; communications error to 10.0.0.1#53: end of file',
      '; Transfer failed.',
      ';; connection timed out; no servers could be reached',
    ],
  },
  {
    command: 'ss -tlnp',
    noise: (n) => `LISTEN 0 4096 10.0.0.${n % 250}:${n + 1000} 0.0.0.0:* users:(("app${n}",pid=${n},fd=3))`,
    decisive: ['Cannot open netlink socket: Protocol not supported'],
  },
  {
    command: 'mdadm --detail --scan --verbose',
    noise: (n) => `       ${n}       8       ${n % 200}        ${n}      active sync   /dev/sd${n}`,
    decisive: [
      '             State : clean, degraded, recovering',
      '       3       8       49        -      faulty   /dev/sdd1',
      '       -       0        0        3      removed',
    ],
  },
  {
    command: 'smartctl -a /dev/sda',
    noise: (n) => `# ${n}  Short offline       Completed without error       00%     ${n + 1000}         -`,
    decisive: [
      'SMART overall-health self-assessment test result: FAILED!',
      '  5 Reallocated_Sector_Ct   0x0033   001   001   010    Pre-fail  Always   FAILING_NOW 4088',
      '# 7  Extended offline    Completed: read failure       90%     31412         123456',
    ],
  },
  {
    command: 'kubeadm join 10.0.0.1:6443',
    noise: (n) => `I1121 05:42:12.${n}    4711 join.go:${n}] [preflight] found NodeName empty; using OS hostname as NodeName`,
    decisive: [
      '\t[ERROR FileContent--proc-sys-net-ipv4-ip_forward]: /proc/sys/net/ipv4/ip_forward contents are not set to 1',
      'error execution phase preflight: couldn\'t validate the identity of the API Server: could not find a JWS signature in the cluster-info ConfigMap for token ID "abcdef"',
      '\t[WARNING Hostname]: hostname "w3" could not be reached',
    ],
  },
  {
    command: 'az deployment group create',
    noise: (n) => `    "name": "resource-${n}",`,
    decisive: [
      '{"code": "DeploymentFailed", "message": "At least one resource deployment operation failed."}',
      'ERROR: (QuotaExceeded) Operation could not be completed as it results in exceeding approved Total Regional Cores quota.',
    ],
  },
  {
    command: 'aws s3 sync a s3://b',
    noise: (n) => `upload: a/file${n}.bin to s3://b/file${n}.bin`,
    decisive: [
      'upload failed: a/x.bin to s3://b/x.bin An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
      'warning: Skipping file /a/y. File does not exist.',
      'fatal error: Unable to locate credentials',
    ],
  },
  {
    command: 'ffmpeg -i a b',
    noise: (n) => `frame= ${n} fps= 25 q=28.0 size=  ${n * 3}kB time=00:00:${n % 60}.00 bitrate= 812.1kbits/s speed=1.2x`,
    decisive: ['Conversion failed!', 'a: moov atom not found', 'av_interleaved_write_frame(): No space left on device'],
  },
  {
    command: './deploy.sh',
    noise: (n) => `>>> step ${n}: copying assets`,
    decisive: [
      '!!! giving up after 5 attempts',
      'Segmentation fault',
      'bash: line 41: 4711 Killed                  ./import',
      "deploy.sh: line 9: syntax error near unexpected token `fi'",
      'Bad substitution',
      'stage 3 of 4 incomplete: 2 hosts left behind',
      'Permission denied (publickey).',
    ],
  },
  {
    command: 'ssh w3 dmesg',
    noise: (n) => `[${n}.123456] usb 1-${n % 9}: new high-speed USB device number ${n} using xhci_hcd`,
    decisive: [
      '[ 8123.1] mce: [Hardware Error]: Machine check events logged',
      '[ 8123.2] ata1.00: failed command: READ FPDMA QUEUED',
      '[ 8123.3] e1000e 0000:00:1f.6 eth0: NIC Link is Down',
      '[ 8123.4] Memory cgroup out of memory: Killed process 4711 (java)',
      '[ 8123.5] XFS (dm-0): Corruption of in-memory data detected. Shutting down filesystem',
    ],
  },
  {
    command: 'helm template web ./web | kubeconform',
    noise: (n) => `stdin - ConfigMap app-${n} is valid`,
    decisive: [
      'stdin - Deployment web is invalid: problem validating schema. Check JSON formatting: jsonschema: "/spec/replicas" does not validate: expected integer, but got string',
      'stdin - failed validation: could not find schema for CiliumNetworkPolicy',
    ],
  },
  {
    command: 'kubectl rollout history deploy -A',
    noise: (n) => `${n}         <none>`,
    decisive: ['error: unable to find specified revision 12 in history'],
  },
  {
    command: 'journalctl -u sshd',
    noise: (n) => `Nov 21 05:42:12 w3 sshd[${n}]: Accepted publickey for ada from 10.0.0.${n % 250} port ${n} ssh2`,
    decisive: [
      'Nov 21 05:42:12 w3 sshd[4711]: fatal: Missing privilege separation directory: /run/sshd',
      'Nov 21 05:42:12 w3 sshd[4711]: error: kex_exchange_identification: Connection closed by remote host',
      'Nov 21 05:42:12 w3 sshd[4711]: Authentication refused: bad ownership or modes for directory /home/ada',
    ],
  },
];

export const AFTERWARDS: readonly Scene[] = [
  {
    command: 'rke2 server',
    noise: (n) => `time="2026" level=info msg="Reconciling node ${n}"`,
    decisive: [
      'time="2026" level=info msg="Waiting for etcd server to become available"',
      'time="2026" level=warning msg="Unable to watch for tunnel endpoints: unknown (get endpoints)"',
    ],
  },
  {
    command: 'linkerd check',
    noise: (n) => `√ control plane component ${n} is up-to-date`,
    decisive: ['× no unschedulable pods', '‼ issuer cert is valid for at least 60 days', 'Status check results are ×'],
  },
  {
    command: 'kubectl cnpg status db',
    noise: (n) => `db-${n}   12 MB/s   Standby (async)   OK   BestEffort   1.22`,
    decisive: [
      'db-3   -   -   pod not available   Burstable   1.22',
      'Primary instance:  db-1 (switching to db-2)',
      'Continuous Backup: FAILING since 09:41',
    ],
  },
  {
    command: 'apk add x',
    noise: (n) => `(${n}/900) Installing lib${n} (1.${n}-r0)`,
    decisive: ['ERROR: unable to select packages:', '  so:libfoo.so.1 (no such package):'],
  },
  {
    command: 'zypper dup',
    noise: (n) => `Retrieving: lib${n}.rpm ....[done (12 KiB/s)]`,
    decisive: ['Problem: nothing provides libx = 3 needed by y', 'Abort, retry, ignore? [a/r/i] (a): a'],
  },
  {
    command: 'wg show',
    noise: (n) => `peer: key${n}= endpoint 10.0.0.${n}:51820 latest handshake: ${n} seconds ago`,
    decisive: ['peer: key9z= endpoint (none) latest handshake: never'],
  },
  {
    command: 'bird -p',
    noise: (n) => `BGP peer${n} up since 05:42 Established`,
    decisive: ['BGP peerX start 05:42 Active Socket: No route to host'],
  },
  {
    command: 'crictl ps -a',
    noise: (n) => `4f2a${n} img 3 days ago Running app-${n} 0`,
    decisive: ['4f2a99 img 3 minutes ago Exited db 17', '4f2a98 img 3 minutes ago ContainerUnknown db 1'],
  },
  {
    command: 'lvs -a',
    noise: (n) => `lv${n} vg0 -wi-ao---- ${n}.00g`,
    decisive: ['lvX vg0 -wi-----p- 9.00g', '  WARNING: Device for PV 8Xy not found or rejected by a filter.'],
  },
  {
    command: 'resolvectl query hosts',
    noise: (n) => `host${n}.example.org: 10.0.0.${n}`,
    decisive: ['web.example.org: resolve call failed: DNSSEC validation failed: no-signature'],
  },
  {
    command: 'composer install',
    noise: (n) => `  - Installing vendor/pkg${n} (v1.${n}): Extracting archive`,
    decisive: [
      'Your lock file does not contain a compatible set of packages.',
      '  - vendor/x v2 requires ext-gd * -> it is missing from your system.',
    ],
  },
  {
    command: 'swift build',
    noise: (n) => `[${n}/900] Compiling Module${n} file.swift`,
    decisive: ["/src/a.swift:3:9: error: cannot find 'foo' in scope", 'warning: unreachable code'],
  },
  {
    command: 'terragrunt run-all plan',
    noise: (n) => `[module-${n}] Refreshing state... [id=${n}]`,
    decisive: ['[module-db]   -/+ destroy and then create replacement', '[module-x] Note: Objects have changed outside of Terraform'],
  },
  {
    command: 'borg check',
    noise: (n) => `Remote: checking segment ${n}`,
    decisive: ['Index object count mismatch.', 'Archive consistency check complete, problems found.'],
  },
];

const NAMES =
  'amber birch cedar delta ember fjord grove heron iris jade koala lemon maple nectar olive pearl quartz raven sage tulip'.split(' ');

/** The scene with names where its noise has numbers: then hardly two lines are alike. */
export function inWords(scene: Scene): Scene {
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
  const name = () => NAMES[Math.floor(next() * NAMES.length)] ?? '';
  const names = () => Array.from({ length: 1 + Math.floor(next() * 3) }, name).join(next() < 0.3 ? ' ' : '-');
  return { ...scene, noise: (n) => scene.noise(n).replace(/\d+/g, names) };
}
