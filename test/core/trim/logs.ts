// Long logs in the shapes real tools print them: thousands of lines of the tool's own noise, warnings that do not matter among it, and one line that decides.

export interface Scene {
  readonly command: string;
  /** A line of the tool's everyday output. */
  readonly noise: (n: number) => string;
  /** The lines that decide, one log each. */
  readonly decisive: readonly string[];
}

export const SCENES: readonly Scene[] = [
  {
    command: 'kubectl describe pods -A',
    noise: (n) =>
      [
        '  Namespace:        default',
        `    Image:         registry.example.org/app:${n}`,
        '  Ready             True ',
        `  Normal  Pulled     ${n}m   kubelet  Successfully pulled image`,
        `    Mounts:      /var/lib/x${n} from data (rw)`,
      ][n % 5] ?? '',
    decisive: [
      '      Reason:       CrashLoopBackOff',
      '    Last State:     Terminated',
      '  Warning  FailedScheduling  3m  default-scheduler  0/3 nodes are available: 3 Insufficient memory.',
      '  Warning  FailedMount  2m  kubelet  MountVolume.SetUp failed for volume "cfg" : configmap "web" not found',
      '  Warning  Failed  1m  kubelet  Failed to pull image "ngnix": rpc error: code = NotFound',
      '  Warning  Unhealthy  8s  kubelet  Readiness probe failed: HTTP probe failed with statuscode: 503',
      '      Exit Code:    137',
    ],
  },
  {
    command: 'kubectl get pods -A',
    noise: (n) => `apps          web-${n}-5d8f9c7b6d-x${n % 97}kq   1/1     Running     0             ${n % 300}d`,
    decisive: [
      'apps          api-0                       0/1     ImagePullBackOff   0             3m',
      'apps          db-1                        0/1     Pending     0             9m',
      'kube-system   cilium-7xk2p                0/1     CrashLoopBackOff   17 (2m ago)   1h',
      'batch         import-28391               0/1     Error       0             1d',
      'apps          old-web                     1/1     Terminating   0             12d',
    ],
  },
  {
    command: 'kubectl get nodes',
    noise: (n) => `worker-${n}   Ready    <none>          ${n % 400}d   v1.30.1+k3s1`,
    decisive: ['w3          NotReady   <none>     3m    v1.30.1+k3s1', 'w9          Unknown    <none>     3m    v1.30.1+k3s1'],
  },
  {
    command: 'kubectl apply -f manifests/',
    noise: (n) => `configmap/app-${n} unchanged`,
    decisive: [
      'Error from server (Forbidden): error when creating "x.yaml": deployments.apps is forbidden: User "ci" cannot create resource',
      'error: unable to recognize "y.yaml": no matches for kind "Ingress" in version "extensions/v1beta1"',
      'The Service "web" is invalid: spec.clusterIP: Invalid value: "10.0.0.9": field is immutable',
      'Error from server (Conflict): Operation cannot be fulfilled on deployments.apps "web"',
    ],
  },
  {
    command: 'terraform apply',
    noise: (n) =>
      [
        `aws_instance.web[${n}]: Refreshing state... [id=i-0${n}]`,
        `aws_instance.web[${n}]: Still creating... [${n % 60}0s elapsed]`,
        '      + tags                 = (known after apply)',
        `  + ami                  = "ami-${n}"`,
      ][n % 4] ?? '',
    decisive: [
      '│ Error: creating EC2 Instance: UnauthorizedOperation: You are not authorized to perform this operation.',
      'Error: Error acquiring the state lock',
      '  # aws_db_instance.main must be replaced',
      '  # aws_s3_bucket.backup will be destroyed',
      'Plan: 3 to add, 1 to change, 7 to destroy.',
      '│ Error: Invalid for_each argument',
      'Apply complete! Resources: 3 added, 1 changed, 0 destroyed.',
      'No changes. Your infrastructure matches the configuration.',
    ],
  },
  {
    command: 'helm upgrade app ./app --debug',
    noise: (n) => `client.go:${n}: [debug] Looks like there are no changes for ConfigMap "app-${n}"`,
    decisive: [
      'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
      'Error: INSTALLATION FAILED: cannot re-use a name that is still in use',
      'Error: timed out waiting for the condition',
      'STATUS: failed',
      'Error: "app" has no deployed releases',
    ],
  },
  {
    command: 'systemctl list-units --all',
    noise: (n) => `  app-${n}.service     loaded active running   Application number ${n}`,
    decisive: [
      '● k3s-agent.service    loaded failed failed    Lightweight Kubernetes agent',
      '● nfs-mount.service    not-found inactive dead  nfs-mount.service',
    ],
  },
  {
    command: 'systemctl status "*"',
    noise: (n) => `     Memory: ${n}.3M (peak: ${n + 1}.0M)`,
    decisive: [
      '     Active: failed (Result: exit-code) since Sat 2026-11-21 05:42:12 UTC; 3min ago',
      '   Main PID: 4711 (code=exited, status=203/EXEC)',
      'Nov 21 05:42:12 w3 systemd[1]: k3s.service: Start request repeated too quickly.',
    ],
  },
  {
    command: 'journalctl -u k3s',
    noise: (n) =>
      `Nov 21 05:${String(n % 60).padStart(2, '0')}:12 w3 k3s[812]: time="2026-11-21T05:42:12Z" level=info msg="Handling backend connection request [w${n}]"`,
    decisive: [
      'Nov 21 05:42:12 w3 k3s[812]: time="2026-11-21T05:42:12Z" level=fatal msg="starting kubernetes: preparing server: bootstrap data already found and encrypted with different token"',
      'Nov 21 05:42:12 w3 k3s[812]: E1121 05:42:12.123456 812 kubelet.go:2448] "Error getting node" err="node \\"w3\\" not found"',
      'Nov 21 05:42:12 w3 systemd[1]: k3s.service: Main process exited, code=exited, status=1/FAILURE',
      'Nov 21 05:42:12 w3 k3s[812]: time="2026-11-21T05:42:12Z" level=error msg="failed to get CA certs: Get \\"https://127.0.0.1:6444/cacerts\\": x509: certificate has expired"',
    ],
  },
  {
    command: 'journalctl -k',
    noise: (n) =>
      `Nov 21 05:42:12 w3 kernel: audit: type=1400 audit(16${n}.1:2): apparmor="STATUS" operation="profile_replace" name="p${n}"`,
    decisive: [
      'Nov 21 05:42:12 w3 kernel: Out of memory: Killed process 4711 (java) total-vm:9123kB',
      'Nov 21 05:42:12 w3 kernel: blk_update_request: I/O error, dev sda, sector 12345',
      'Nov 21 05:42:12 w3 kernel: nginx[811]: segfault at 0 ip 00007f error 4 in libc.so',
      'Nov 21 05:42:12 w3 kernel: INFO: task jbd2/sda1-8:211 blocked for more than 120 seconds.',
    ],
  },
  {
    command: 'git status',
    noise: (n) => `	src/generated/file${n}.ts`,
    decisive: ['	both modified:   src/main.ts', 'Your branch and "origin/main" have diverged,'],
  },
  {
    command: 'git push --verbose',
    noise: (n) => ` = [up to date]      branch-${n} -> branch-${n}`,
    decisive: [
      ' ! [rejected]        main -> main (fetch first)',
      "error: failed to push some refs to 'git.example.org:x.git'",
      ' ! [remote rejected] main -> main (pre-receive hook declined)',
    ],
  },
  {
    command: 'git merge feature',
    noise: (n) => `Auto-merging src/file${n}.ts`,
    decisive: [
      'CONFLICT (content): Merge conflict in src/main.ts',
      'error: Your local changes to the following files would be overwritten by merge:',
      'fatal: refusing to merge unrelated histories',
      'Automatic merge failed; fix conflicts and then commit the result.',
    ],
  },
  {
    command: 'npm ci',
    noise: (n) => `npm http fetch GET 200 https://registry.example.org/package-${n} ${n}ms (cache miss)`,
    decisive: [
      'npm ERR! code ERESOLVE',
      'npm error Cannot find module node-gyp',
      'npm error 404 Not Found - GET https://registry.example.org/left-padd',
    ],
  },
  {
    command: 'npm test',
    noise: (n) => ` ✓ src/part${n}.test.ts (${(n % 9) + 1} tests) ${n % 50}ms`,
    decisive: [
      'AssertionError: expected 3 to be 4',
      'Tests: 1 failed, 812 passed, 813 total',
      "TypeError: Cannot read properties of undefined (reading 'name')",
      ' ✗ src/conductor.test.ts > runs once',
    ],
  },
  {
    command: 'pytest -v',
    noise: (n) => `tests/test_mod${n}.py::test_case_${n} PASSED                        [ ${n % 100}%]`,
    decisive: [
      'FAILED tests/test_join.py::test_token - AssertionError: assert 401 == 200',
      "E   ModuleNotFoundError: No module named 'yaml'",
      '=========== 1 failed, 4000 passed in 12.34s ===========',
    ],
  },
  {
    command: 'go build ./...',
    noise: (n) => `go: downloading github.com/example/mod${n} v1.2.${n}`,
    decisive: [
      'panic: runtime error: invalid memory address or nil pointer dereference',
      '--- FAIL: TestJoin (0.01s)',
      'fatal error: all goroutines are asleep - deadlock!',
    ],
  },
  {
    command: 'make',
    noise: (n) => `gcc -O2 -Wall -c -o obj/file${n}.o src/file${n}.c`,
    decisive: [
      'make: *** [Makefile:12: obj/main.o] Error 1',
      "src/main.c:12:5: error: unknown type name 'foo'",
      '/usr/bin/ld: cannot find -lssl',
    ],
  },
  {
    command: 'mvn package',
    noise: (n) => `[INFO] Downloading from central: https://repo.example.org/artifact${n}.jar`,
    decisive: [
      '[ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin: Compilation failure',
      'Caused by: java.net.ConnectException: Connection refused',
      '[INFO] BUILD FAILURE',
    ],
  },
  {
    command: 'docker build .',
    noise: (n) => `#${n % 20} ${n}.3 Get:${n} http://deb.example.org/debian bookworm/main amd64 libfoo${n} [12 kB]`,
    decisive: [
      'ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
      '#9 12.3 E: Unable to locate package libfoo-dev',
      'Error response from daemon: pull access denied for acme/web, repository does not exist',
    ],
  },
  {
    command: 'docker compose logs',
    noise: (n) => `web-1  | 10.0.0.${n % 255} - - [21/Nov/2026:05:42:12 +0000] "GET /items/${n} HTTP/1.1" 200 ${n}`,
    decisive: [
      'db-1   | FATAL:  password authentication failed for user "app"',
      'web-1 exited with code 137',
      'db-1   | PANIC:  could not write to file "pg_wal/xlogtemp.42": No space left on device',
    ],
  },
  {
    command: 'apt-get dist-upgrade -y',
    noise: (n) => `Setting up libfoo${n}:amd64 (1.2.${n}-1) ...`,
    decisive: [
      'E: Sub-process /usr/bin/dpkg returned an error code (1)',
      'dpkg: error processing package linux-image-amd64 (--configure):',
      'W: GPG error: http://deb.example.org stable InRelease: NO_PUBKEY 1234',
    ],
  },
  {
    command: 'ansible-playbook site.yml',
    noise: (n) => `ok: [host${n}]`,
    decisive: [
      'fatal: [w3]: UNREACHABLE! => {"changed": false, "msg": "Failed to connect to the host via ssh"}',
      'fatal: [w3]: FAILED! => {"changed": false, "msg": "No package matching k3s found"}',
      'w3                         : ok=12   changed=3    unreachable=0    failed=1    skipped=4',
    ],
  },
  {
    command: 'rsync -av a/ b/',
    noise: (n) => `data/part-${n}/file-${n * 7}.bin`,
    decisive: [
      'rsync: [sender] write error: Broken pipe (32)',
      'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1338)',
      'rsync: mkstemp "/b/.x" failed: Permission denied (13)',
    ],
  },
  {
    command: 'psql -f dump.sql',
    noise: (n) => `INSERT 0 ${n % 3}`,
    decisive: [
      'psql:dump.sql:4711: ERROR:  duplicate key value violates unique constraint "users_pkey"',
      'psql: error: connection to server at "db" failed: Connection refused',
      'psql:dump.sql:12: FATAL:  terminating connection due to administrator command',
    ],
  },
  {
    command: 'zpool status -v',
    noise: (n) => `            ata-DISK${n}                  ONLINE       0     0     0`,
    decisive: [
      '            ata-DISK_BAD               UNAVAIL      3     1     0  corrupted data',
      'errors: Permanent errors have been detected in the following files:',
      ' state: DEGRADED',
    ],
  },
  {
    command: 'cargo build',
    noise: (n) => `   Compiling crate-${n} v0.${n % 30}.1`,
    decisive: [
      'error[E0308]: mismatched types',
      'error: linker `cc` not found',
      "thread 'main' panicked at src/main.rs:12:5: index out of bounds",
    ],
  },
  {
    command: 'bash install.sh',
    noise: (n) => `+ install -m 0644 files/f${n} /usr/local/share/f${n}`,
    decisive: [
      'install.sh: line 12: helm: command not found',
      'cp: cannot stat "x": No such file or directory',
      'curl: (6) Could not resolve host: get.example.org',
      'tar: Exiting with failure status due to previous errors',
    ],
  },
];

const DISTRACTIONS = [
  '0 errors, 0 warnings',
  'warning: deprecated option --foo',
  'Errors: 0',
  'completed without errors',
  'note: retrying is not needed',
];

/** A log of this scene: the deciding line at a place that follows from the numbers, in `lines` lines. */
export function logOf(scene: Scene, of: { readonly decisive: string; readonly seed: number; readonly lines: number }): string {
  const { decisive, seed, lines } = of;
  const place = ((seed * 2_654_435_761) >>> 0) % lines;
  const all = Array.from({ length: lines }, (_, n) =>
    n % 211 === 50 ? (DISTRACTIONS[(n + seed) % DISTRACTIONS.length] ?? '') : scene.noise(n + seed),
  );
  all[place] = decisive;
  return `${all.join('\n')}\n`;
}
