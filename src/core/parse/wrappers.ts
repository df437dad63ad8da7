// Programs that run other programs: how to find, in their arguments, what they run. Data only.
import type { Tag } from '../assess/assessment.ts';

/** How a wrapper holds what it runs. */
export type Takes =
  /** The rest of its words, after `skip` operands. */
  | 'command'
  /** The rest of its words, joined into a script. */
  | 'script'
  /** The value of its `script` option, or the operand after `skip`, as a script. */
  | 'option'
  /** As shells do: `-c TEXT`, a file, or standard input. */
  | 'shell'
  /** Words up to `;` or `+` after options such as `-exec`. */
  | 'find'
  /** As `command`, with words from standard input added. */
  | 'xargs'
  /** A command template, then `:::` and its arguments. */
  | 'parallel'
  /** Each operand `name=value` holds a script. */
  | 'alias'
  /** What it is fed is a script. */
  | 'fed'
  /** Every operand is a script, and every value of a `script` option. */
  | 'each';

export interface Wrapper {
  /** Names, then perhaps the verbs that make it one: `kubectl|oc exec`. */
  readonly names: string;
  readonly takes: Takes;
  /** Options that take a value, and those that take none. */
  readonly valued?: string;
  readonly flags?: string;
  /** Options with which it runs nothing, and its own spec decides. */
  readonly unless?: string;
  /** Operands before the wrapped command. */
  readonly skip?: number;
  /** The option that holds a script. */
  readonly script?: string;
  /** The option after which the wrapped command stands: `nix shell x -c ls`. */
  readonly after?: string;
  /** Its script may stand behind operands: `runuser root -c ls`. */
  readonly late?: string;
  /** `NAME=value` words before the command are its environment. */
  readonly env?: true;
  /** The wrapped command starts after `--`; `or-skip`: else after the skipped operands. */
  readonly dash?: 'only' | 'or-skip';
  readonly tags?: readonly Tag[];
  /** Its last verb is the program it runs: `k3s kubectl get pods`. */
  readonly carries?: true;
  /** The first operand is where it runs, and belongs into the path: "ssh pve1". */
  readonly place?: true;
  /** Without a command: it only reads, opens a shell, or is judged by its own spec. */
  readonly bare: 'read' | 'shell' | 'spec';
  /** Its own spec counts too, because it does more than run the command. */
  readonly also?: true;
}

const SUDO =
  '-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir --chroot --close-from --role --type --other-user --command-timeout';
const SSH = '-b -B -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w';
const KUBE =
  '-n --namespace --context --cluster --user --kubeconfig -s --server --token --as --as-group --request-timeout -c --container -f --filename --certificate-authority --client-key --client-certificate --pod-running-timeout -v --v --cache-dir';
const DOCKER = '-H --host -c --context --config -l --log-level -e --env -u --user -w --workdir --env-file --detach-keys --index';
const DOCKER_RUN = `${DOCKER} -v --volume --mount --name -p --publish --network --net --entrypoint --rm-after -m --memory --cpus -l --label --label-file --platform --pull --restart --hostname -h --ip --dns --add-host --device --cap-add --cap-drop --security-opt --tmpfs --ulimit --shm-size --pid --ipc --userns --volumes-from --link --log-driver --log-opt --gpus --cidfile --expose --stop-signal --stop-timeout --group-add --annotation -a --attach --runtime --sysctl --cgroup-parent --cpuset-cpus --health-cmd`;
const DOCKER_FLAGS =
  '-i -t -d --rm --interactive --tty --detach --privileged --init --read-only --no-healthcheck -P --publish-all -q --quiet';
const COMPOSE = `-f --file -p --project-name --profile --project-directory --env-file --parallel --ansi --progress ${DOCKER}`;

/** Every wrapper the reader looks through. */
export const WRAPPERS: readonly Wrapper[] = [
  {
    names: 'sudo|doas|pkexec|please',
    takes: 'command',
    valued: SUDO,
    env: true,
    unless: '-l -v -k -K -V -e --list --validate --edit --remove-timestamp --reset-timestamp',
    tags: ['sudo'],
    bare: 'spec',
  },
  { names: 'env', takes: 'command', valued: '-u -C -S --unset --chdir --split-string', env: true, bare: 'read' },
  { names: 'nice', takes: 'command', valued: '-n --adjustment', bare: 'read' },
  { names: 'ionice', takes: 'command', valued: '-c -n -p -P -u --class --classdata --pid', bare: 'spec' },
  {
    names:
      'nohup|setsid|command|builtin|noglob|nocorrect|-|catchsegv|unbuffer|rtk|caffeinate|winpty|proxychains|proxychains4|torsocks|fakeroot|exec|dbus-run-session|setarch|linux32|linux64',
    takes: 'command',
    valued: '-a',
    unless: '-v -V',
    bare: 'spec',
  },
  { names: 'arch', takes: 'command', valued: '-e -d', bare: 'read', flags: '-x86_64 -arm64 -arm64e -i386' },
  { names: 'stdbuf', takes: 'command', valued: '-i -o -e --input --output --error', bare: 'read' },
  { names: 'timeout|gtimeout', takes: 'command', valued: '-s -k --signal --kill-after', skip: 1, bare: 'read' },
  { names: 'time|gtime', takes: 'command', valued: '-f -o --format --output', bare: 'read' },
  { names: 'chrt|taskset', takes: 'command', skip: 1, valued: '-T -P -D', bare: 'spec' },
  {
    names: 'numactl',
    takes: 'command',
    valued: '-i -N -m -C -p --interleave --cpunodebind --membind --physcpubind --preferred',
    bare: 'read',
  },
  { names: 'chroot', takes: 'command', valued: '--groups --userspec', skip: 1, place: true, bare: 'shell' },
  { names: 'unshare', takes: 'command', valued: '-R -w -S -G --root --wd --setuid --setgid', bare: 'shell' },
  { names: 'nsenter', takes: 'command', valued: '-t -S -G -r -w --target --setuid --setgid', bare: 'shell' },
  { names: 'strace|ltrace', takes: 'command', valued: '-e -o -p -s -u -E -a -O -S -P -I -b -X', bare: 'spec' },
  { names: 'watch', takes: 'script', valued: '-n --interval -q --equexit -s --shotsdir', bare: 'read' },
  { names: 'flock', takes: 'command', valued: '-w -E --timeout --wait --conflict-exit-code', skip: 1, script: '-c', bare: 'read' },
  {
    names: 'systemd-run',
    takes: 'command',
    valued:
      '-p -u -H -M -E --unit --property --description --slice --uid --gid --nice --setenv --on-active --on-boot --on-startup --on-unit-active --on-calendar --timer-property --working-directory --machine --host',
    bare: 'spec',
    also: true,
  },
  { names: 'systemd-inhibit', takes: 'command', valued: '--what --who --why --mode', bare: 'read' },
  {
    names: 'runuser',
    takes: 'command',
    valued: '-u -g -G -s -w --user --group --shell',
    flags: '-l -m -p -f',
    script: '-c --command --session-command',
    late: '-u --user',
    bare: 'shell',
  },
  { names: 'capsh', takes: 'command', script: '-c', late: '', bare: 'spec', also: true },
  { names: 'prlimit', takes: 'command', valued: '-p --pid -o --output', bare: 'spec' },
  { names: 'sshpass', takes: 'command', valued: '-p -f -d -P', bare: 'spec' },
  { names: 'run-parts', takes: 'shell', valued: '-a --arg -u --umask --regex', unless: '--test --list', bare: 'spec' },
  { names: 'jobs', takes: 'command', after: '-x', bare: 'read' },
  { names: 'compgen|complete', takes: 'option', valued: '-A -C -F -G -P -S -W -X -o', script: '-C', bare: 'spec', also: true },
  {
    names: 'su',
    takes: 'option',
    valued: '-c -g -G -s -w --command --shell --group',
    script: '-c --command',
    tags: ['sudo'],
    bare: 'shell',
  },
  { names: 'setpriv', takes: 'command', valued: '--reuid --regid --groups --securebits --bounding-set --inh-caps', bare: 'read' },
  { names: 'gosu|su-exec|step-down', takes: 'command', skip: 1, bare: 'read' },
  { names: 'sg', takes: 'option', valued: '-c', script: '-c', skip: 1, bare: 'shell' },
  {
    names: 'k3s kubectl|k3s crictl|k3s ctr|rke2 kubectl|k0s kubectl|k0s ctr|microk8s kubectl|microk8s helm|microk8s ctr|minikube kubectl',
    takes: 'command',
    valued: '-p --profile --data-dir',
    carries: true,
    bare: 'read',
  },
  { names: 'busybox|toybox', takes: 'command', bare: 'read' },
  {
    names: 'xargs|gxargs',
    takes: 'xargs',
    valued: '-I -J -L -n -P -s -d -a -E -R -S --max-args --max-procs --max-chars --delimiter --arg-file --max-chars --process-slot-var',
    flags: '-0 -r -t -p -x -o -i -l -e --null --no-run-if-empty --verbose --replace --max-lines --eof --interactive --open-tty',
    bare: 'read',
  },
  {
    names: 'parallel',
    takes: 'parallel',
    valued: '-j --jobs -I -n -N -L -S --sshlogin -a --arg-file --colsep --delay --timeout --retries --joblog --results --tmpdir -d',
    bare: 'spec',
  },
  { names: 'find|gfind|bfs', takes: 'find', bare: 'spec', also: true },
  { names: 'fd|fdfind', takes: 'find', bare: 'spec', also: true },
  {
    names: 'bash|sh|dash|zsh|ksh|ash|mksh|rbash|ksh93|yash|osh|oksh|posh|hush|bash5|csh|tcsh|fish|nu|elvish|xonsh|rc|newgrp',
    takes: 'shell',
    valued: '-o -O +o +O --rcfile --init-file',
    flags: '-c -l -i -e -x -u -v -n -s -p --login --posix --norc --noprofile --verbose',
    bare: 'spec',
  },
  { names: 'source|.', takes: 'shell', bare: 'spec' },
  { names: 'eval', takes: 'script', bare: 'read' },
  { names: 'trap', takes: 'option', skip: 0, bare: 'read' },
  { names: 'alias', takes: 'alias', bare: 'read' },
  { names: 'script', takes: 'option', valued: '-c -E -I -O -B -o -m -T --command', script: '-c --command', bare: 'shell', also: true },
  {
    names: 'op run',
    takes: 'command',
    valued: '--env-file --environment --account --config --session --cache --encoding',
    dash: 'or-skip',
    bare: 'read',
  },
  { names: 'op plugin run', takes: 'command', dash: 'or-skip', bare: 'read' },
  {
    names: 'doppler run',
    takes: 'command',
    valued: '-p -c -t --project --config --token --command',
    script: '--command',
    dash: 'or-skip',
    bare: 'read',
  },
  {
    names: 'infisical run',
    takes: 'command',
    valued: '--env --path --projectId --command',
    script: '--command',
    dash: 'or-skip',
    bare: 'read',
  },
  {
    names: 'aws-vault exec|chamber exec|teller run|aws-okta exec|saml2aws exec',
    takes: 'command',
    valued: '-d --duration -n --region -a',
    skip: 1,
    dash: 'or-skip',
    bare: 'shell',
  },
  { names: 'varlock run|dotenvx run', takes: 'command', valued: '-f --env-file -e --env -p --path', dash: 'or-skip', bare: 'read' },
  { names: 'dotenv', takes: 'command', valued: '-e -f -v -c -p', dash: 'or-skip', bare: 'spec' },
  { names: 'sops exec-env|sops exec-file', takes: 'option', skip: 1, bare: 'read' },
  { names: 'direnv exec', takes: 'command', skip: 1, bare: 'read' },
  { names: 'mise exec|mise x|rtx exec|asdf exec', takes: 'command', dash: 'only', bare: 'shell' },
  { names: 'nix develop|nix shell', takes: 'command', after: '-c --command', bare: 'shell' },
  { names: 'nix-shell', takes: 'option', valued: '-p -I -A --arg --argstr --run --command', script: '--run --command', bare: 'shell' },
  {
    names: 'uv run|poetry run|pipenv run|bundle exec|pdm run|hatch run|rye run|pixi run|conda run',
    takes: 'command',
    valued: '--with --python -p --extra --group --env-file --project --directory -n -m --module',
    bare: 'spec',
  },
  { names: 'ssh|autossh|mosh', takes: 'script', valued: SSH, skip: 1, place: true, tags: ['remote', 'network'], bare: 'spec', also: true },
  {
    names: 'kubectl exec|oc exec|k exec|oc rsh',
    takes: 'command',
    valued: KUBE,
    flags: '-i -t -it -ti --stdin --tty -q --quiet',
    skip: 1,
    dash: 'or-skip',
    place: true,
    tags: ['remote'],
    bare: 'shell',
  },
  {
    names: 'kubectl run|kubectl debug|oc run|oc debug|k run|k debug',
    takes: 'command',
    valued: `${KUBE} --image --overrides --env --labels -l --port --restart --override-type --image-pull-policy --target --copy-to --set-image --profile --custom`,
    flags: '-i -t -it -ti --stdin --tty -q --quiet --rm --attach --command --privileged --share-processes',
    dash: 'only',
    tags: ['remote'],
    bare: 'spec',
    also: true,
  },
  {
    names: 'docker exec|podman exec|nerdctl exec|crictl exec|docker container exec|podman container exec',
    takes: 'command',
    valued: DOCKER,
    flags: DOCKER_FLAGS,
    skip: 1,
    place: true,
    bare: 'shell',
  },
  {
    names: 'docker run|podman run|nerdctl run|docker container run|podman container run',
    takes: 'command',
    valued: DOCKER_RUN,
    flags: DOCKER_FLAGS,
    skip: 1,
    place: true,
    bare: 'spec',
    also: true,
  },
  {
    names: 'docker compose exec|docker-compose exec|podman-compose exec|podman compose exec',
    takes: 'command',
    valued: COMPOSE,
    flags: '-T -d --privileged',
    skip: 1,
    place: true,
    bare: 'shell',
  },
  {
    names: 'docker compose run|docker-compose run|podman-compose run|podman compose run',
    takes: 'command',
    valued: `${COMPOSE} -v --volume --name --entrypoint -p --publish`,
    flags: '-T -d --rm --no-deps',
    skip: 1,
    place: true,
    bare: 'spec',
    also: true,
  },
  {
    names: 'pct exec|lxc exec|lxc-attach|incus exec|multipass exec|toolbox run|distrobox enter|limactl shell',
    takes: 'command',
    valued: '-n --name --cwd --env --user -c --container --workdir',
    skip: 1,
    dash: 'or-skip',
    place: true,
    bare: 'shell',
  },
  {
    names: 'qm guest exec',
    takes: 'command',
    valued: '--timeout --synchronous --pass-stdin',
    skip: 1,
    dash: 'or-skip',
    place: true,
    bare: 'shell',
  },
  {
    names: 'ctr task exec|ctr tasks exec|ctr t exec',
    takes: 'command',
    valued: '--exec-id -n --namespace -a --address --cwd --user',
    flags: '-t --tty -d --detach',
    skip: 1,
    place: true,
    bare: 'shell',
  },
  { names: 'podman unshare|buildah unshare', takes: 'command', bare: 'shell' },
  { names: 'snap run', takes: 'option', valued: '-c', flags: '--shell', script: '-c', bare: 'spec', also: true },
  { names: 'flatpak run', takes: 'option', valued: '--command', script: '--command', bare: 'spec', also: true },
  { names: 'minikube ssh|podman machine ssh', takes: 'script', valued: '-p --profile -n --node', tags: ['remote'], bare: 'shell' },
  { names: 'cf ssh', takes: 'option', valued: '-c --command -i', script: '-c --command', tags: ['remote'], bare: 'shell' },
  {
    names: 'kubectl node-shell|kubectl ssh',
    takes: 'command',
    valued: KUBE,
    skip: 1,
    dash: 'or-skip',
    place: true,
    tags: ['remote'],
    bare: 'shell',
  },
  { names: 'kubectl create|oc create', takes: 'command', valued: KUBE, dash: 'only', bare: 'spec', also: true },
  {
    names: 'aws ecs execute-command',
    takes: 'option',
    valued: '--cluster --task --container --command --region --profile',
    script: '--command',
    tags: ['remote'],
    bare: 'spec',
    also: true,
  },
  { names: 'consul lock', takes: 'script', valued: '--name -n', skip: 1, bare: 'spec', also: true },
  {
    names: 'npm exec|npm x|pnpm dlx|yarn dlx|bun x',
    takes: 'command',
    valued: '-p --package -c --call',
    script: '-c --call',
    bare: 'spec',
    also: true,
  },
  { names: 'machinectl shell', takes: 'command', valued: '--uid --setenv -E', skip: 1, place: true, bare: 'shell' },
  { names: 'vagrant ssh', takes: 'option', valued: '-c --command', script: '-c --command', bare: 'shell' },
  {
    names: 'gcloud compute ssh',
    takes: 'script',
    valued: '--command --zone --project --ssh-flag --ssh-key-file --container --strict-host-key-checking',
    flags: '--tunnel-through-iap --internal-ip --plain --quiet -q --dry-run --troubleshoot',
    script: '--command',
    skip: 1,
    place: true,
    tags: ['remote', 'network'],
    bare: 'shell',
  },
  {
    names: 'fly ssh console|flyctl ssh console',
    takes: 'option',
    valued: '-C --command -a --app',
    script: '-C --command',
    tags: ['remote', 'network'],
    bare: 'shell',
  },
  {
    names:
      'tmux new-session|tmux new|tmux new-window|tmux neww|tmux split-window|tmux splitw|tmux respawn-pane|tmux respawnp|tmux respawn-window|tmux run-shell|tmux run|tmux pipe-pane|tmux pipep|tmux display-popup|tmux popup|tmux send-keys|tmux send',
    takes: 'script',
    valued: '-s -n -c -t -x -y -F -e -l -p -L -S -f',
    flags: '-d -A -D -P -h -v',
    bare: 'spec',
    also: true,
  },
  { names: 'tmux if-shell|tmux if', takes: 'each', valued: '-t -L -S -f', flags: '-b -F', bare: 'spec', also: true },
  { names: 'screen stuff|screen exec|screen screen', takes: 'script', valued: '-S -p -c', flags: '-X -d -m -r', bare: 'spec', also: true },
  { names: 'screen', takes: 'command', valued: '-S -c -e -h -s -t -T', bare: 'spec', also: true },
  { names: 'git submodule foreach', takes: 'script', valued: '-C -c --git-dir --work-tree', flags: '--recursive -q --quiet', bare: 'read' },
  { names: 'git bisect run', takes: 'command', valued: '-C -c --git-dir --work-tree', bare: 'spec' },
  {
    names: 'git rebase',
    takes: 'option',
    valued: '-C -c -x --exec --onto -s -X --strategy --git-dir --work-tree',
    script: '-x --exec',
    bare: 'spec',
    also: true,
  },
  { names: 'entr', takes: 'command', bare: 'read' },
  {
    names: 'hyperfine',
    takes: 'each',
    valued:
      '-w -r -m -M -p -c -s -S -P -L -n -i --warmup --runs --min-runs --max-runs --prepare --conclude --cleanup --setup --shell --parameter-scan --parameter-list --command-name --export-json --export-markdown --style',
    script: '-p --prepare -c --cleanup -s --setup --conclude',
    bare: 'read',
  },
  { names: 'concurrently', takes: 'each', valued: '-n -c --names --prefix-colors', bare: 'spec', also: true },
  { names: 'at|batch', takes: 'fed', valued: '-f -q -t -c -d', bare: 'spec', also: true },
  { names: 'sbatch', takes: 'option', valued: '--wrap -J -p -n -N -t -o', script: '--wrap', bare: 'spec', also: true },
  { names: 'mispipe', takes: 'each', bare: 'spec' },
];
