// Programs that only observe, whatever their options are.
import type { ToolSpec } from '../spec.ts';

const FILES =
  'ls|ll|la|dir|vdir|stat|file|wc|nl|od|hexdump|strings|head|cut|paste|tr|rev|fold|fmt|expand|unexpand|column|comm|diff|cmp|diff3|sdiff|colordiff|cksum|sum|md5sum|sha1sum|sha224sum|sha256sum|sha384sum|sha512sum|b2sum|shasum|md5|basename|dirname|realpath|readlink|exa|eza|less|more|most|zless|zmore|bat|batcat|zcat|zgrep|zegrep|zfgrep|bzcat|xzcat|lzcat|zstdcat|grep|egrep|fgrep|rgrep|ag|ack|tail|cat|tac|locate|mlocate|plocate|df|du|jq|gron|htmlq|look|tsort|join|numfmt|getfacl|lsattr|getcap|nm|objdump|readelf|size|addr2line|c++filt|otool|lsar|zipinfo|col|colrm|ul|wdiff|difft|delta|cloc|tokei|scc|pathchk|mdls|mdfind|pv|ts|isutf8';
const SHELL =
  'cd|pushd|popd|dirs|pwd|true|false|:|[[|echo|yes|seq|expr|factor|bc|dc|cal|ncal|sleep|usleep|wait|jobs|type|which|whereis|whatis|apropos|info|help|times|ulimit|umask|getopt|shift|return|exit|logout|break|continue|hash|disown|fg|bg|caller|set|shopt|alias|unalias|env|printenv|command|builtin|exec|nohup|setsid|nice|busybox|time|watch|tput|stty|clear|envsubst|uuidgen|xargs|coproc|mesg|tldr|noglob|rtk|caffeinate|unbuffer|fakeroot|setarch';
const SYSTEM =
  'whoami|id|groups|uname|arch|uptime|who|w|last|lastb|lastlog|users|tty|nproc|free|vmstat|iostat|mpstat|sar|pidstat|lsof|lscpu|lsblk|lspci|lsusb|lsmod|modinfo|lshw|lsns|lsipc|lslocks|lsmem|blkid|findmnt|locale|getconf|getent|pstree|ps|pgrep|pidof|pmap|numastat|slabtop|top|htop|btop|atop|iotop|iftop|nethogs|glances|sensors|dmidecode|acpi|lsb_release|hostid|runlevel|logname|pinky|sw_vers|vm_stat|ioreg|system_profiler|pveversion|pveperf|lsscsi|hwinfo|inxi|neofetch|fastfetch|lstopo|zdump|ausearch|aureport|sync|needrestart|klist|ionice|chrt|taskset|strace|ltrace|lsirq|proxychains';
const NETWORK =
  'nslookup|dig|host|ping|ping6|traceroute|tracepath|mtr|netstat|whois|ipcalc|sipcalc|arping|fping|iperf|iperf3|showmount|rpcinfo|ldapsearch|lldpctl';
const CHECKERS =
  'shellcheck|hadolint|yamllint|jsonlint|kubeconform|kubeval|kube-score|kube-linter|conftest|tflint|tfsec|checkov|trivy|grype|syft|dive|actionlint|dpkg-query|apt-cache|apt-file|debsums|repoquery|pkg-config|rpmquery';

export const readers: readonly ToolSpec[] = [
  { names: `${FILES}|${SHELL}|${SYSTEM}|${CHECKERS}`, reads: '*', valued: '-h' },
  { names: NETWORK, reads: '*', valued: '-h', tags: ['network'] },
  {
    names: 'nvidia-smi',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [{ when: { has: '-r --gpu-reset -pm -mig -pl' }, level: 'change', says: 'Changes the settings of a GPU.' }],
      },
    },
  },
  {
    names: 'history',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          {
            when: { has: '-c -d -w -r' },
            level: 'destructive',
            says: 'Deletes shell history.',
            deed: 'Delete shell history',
            reversible: 'no',
            undo: 'none',
            preview: 'history',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'fuser',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          {
            when: { has: '-k --kill' },
            level: 'destructive',
            says: 'Kills the processes that use {target}.',
            deed: 'Kill the users of {target}',
            reversible: 'no',
            undo: 'none',
            preview: 'fuser {operands}',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'date',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-d --date -f --file -r --reference',
        raise: [
          {
            when: { has: '-s --set' },
            level: 'destructive',
            says: 'Sets the system clock.',
            deed: 'Set the clock',
            reversible: 'yes',
            undo: 'timedatectl set-ntp true',
            preview: 'date',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'hostname|domainname',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          {
            when: { least: 1 },
            level: 'destructive',
            says: 'Renames this host to {target}.',
            deed: 'Rename the host to {target}',
            reversible: 'yes',
            undo: 'Set the old name again.',
            preview: 'hostname',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'dmesg',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-l -f -s -n -F --level --facility',
        raise: [
          {
            when: { has: '-C -c --clear --read-clear' },
            level: 'destructive',
            says: 'Clears the kernel log.',
            deed: 'Clear the kernel log',
            reversible: 'no',
            undo: 'none',
            preview: 'dmesg',
            safer: 'none',
          },
          {
            when: { has: '-n -D -E --console-off --console-on --console-level' },
            level: 'change',
            says: 'Changes what the kernel prints on the console.',
          },
        ],
      },
    },
  },
  {
    names: 'sort',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-k -t -S -T -o --key --field-separator --output --parallel',
        raise: [
          { when: { has: '-o --output' }, level: 'change', target: '-o --output', says: 'Writes {target}, replacing what it held.' },
          {
            when: { has: '--compress-program' },
            level: 'destructive',
            says: 'Runs another program.',
            deed: 'Run unseen code',
            reversible: 'unknown',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'uniq',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-f -s -w',
        raise: [{ when: { least: 2 }, level: 'change', target: 'last', says: 'Writes {target}, replacing what it held.' }],
      },
    },
  },
  {
    names: 'yq',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          { when: { has: '-i --inplace -s --split-exp' }, level: 'change', says: 'Changes {target} in place.', reversible: 'with-backup' },
        ],
      },
    },
  },
  {
    names: 'rg|ripgrep',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-e -f -g -t -T -A -B -C -m -r --glob --type',
        raise: [
          {
            when: { has: '--pre --hostname-bin' },
            level: 'destructive',
            says: 'Runs another program on every file.',
            deed: 'Run unseen code',
            reversible: 'unknown',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'tree|base64|gbase64|base32|basenc',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-o --output -w -L -I -P -b -i --input --filelimit',
        raise: [{ when: { has: '-o --output' }, level: 'change', target: '-o --output', says: 'Writes {target}, replacing what it held.' }],
      },
    },
  },
  {
    names: 'xxd',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-s -l -c -g -o -n -R',
        raise: [{ when: { least: 2 }, level: 'change', target: 'last', says: 'Writes {target}, replacing what it held.' }],
      },
    },
  },
  {
    names: 'fzf|sk',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '--bind --preview -q --query -f --filter --height -d -n --prompt --header',
        raise: [
          {
            when: { given: { option: '--bind --preview', matches: /execute|become|reload|transform|[;|&$`(]/ } },
            level: 'destructive',
            says: 'Runs commands on what is chosen.',
            deed: 'Run unseen code',
            reversible: 'unknown',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { has: '--listen-unsafe --listen' },
            level: 'change',
            says: 'Opens a port through which it takes commands.',
            tags: ['network'],
          },
        ],
      },
    },
  },
  {
    // These evaluate their words once more: `let 'a[$(rm x)]'` runs rm.
    names: 'let|declare|typeset|local|readonly|export|unset|read|printf|getopts|test|[|mapfile|readarray|complete|compgen',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-v -d -n -N -p -t -u -a -C -c -O -s -A -F -G -W -X -P -S',
        flags: '-f -x -r -e -z',
        raise: [
          {
            when: { matches: /\[[^\]]*[$`]/ },
            level: 'destructive',
            says: 'Evaluates a subscript that runs code: {target}.',
            deed: 'Run unseen code',
            reversible: 'unknown',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'man',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-P -H -p -M -S -L -C --pager --html --preprocessor --config-file',
        raise: [
          {
            when: { has: '-P -H --pager --html -C --config-file' },
            level: 'destructive',
            says: 'Runs another program to show the page.',
            deed: 'Run unseen code',
            reversible: 'unknown',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'ss',
    tags: ['network'],
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          {
            when: { has: '-K --kill' },
            level: 'destructive',
            says: 'Cuts the connections that match: {target}.',
            deed: 'Cut connections',
            reversible: 'no',
            undo: 'none',
            preview: 'ss -tn',
            safer: 'none',
          },
          { when: { has: '-D --diag' }, level: 'change', says: 'Writes what it sees to a file.' },
        ],
      },
    },
  },
];
