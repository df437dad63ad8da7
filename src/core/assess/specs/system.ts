// Services, processes, power, accounts, mounts and the kernel.
import type { ToolSpec } from '../spec.ts';

const NONE = { undo: 'none', preview: 'none', safer: 'none' } as const;

export const system: readonly ToolSpec[] = [
  {
    names: 'sudo|doas|pkexec|su|runuser|script|parallel|systemd-run',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Opens a shell or edits as another user; what is done there is not reviewed.',
        deed: 'Become another user',
        reversible: 'unknown',
        ...NONE,
        cases: [
          {
            when: { has: '-l -v -V -k -K --list --validate --version --help --remove-timestamp --reset-timestamp' },
            level: 'read',
            says: '',
          },
        ],
      },
    },
  },
  { names: 'bash|sh|dash|zsh|ksh|ash|mksh|rbash|eval|source|.|trap', verbs: { '*': { level: 'read', says: '' } } },
  {
    names: 'systemctl',
    valued: '-t --type --state -p --property -H --host -M --machine -n --lines -o --output -s --signal --kill-who --root --what',
    flags: '--user --system --all -a -l --full --no-pager --no-legend --now --force -f -q --quiet --failed --global --runtime -r --plain',
    reads:
      ', status, show, cat, list-units, list-unit-files, list-timers, list-sockets, list-dependencies, list-jobs, list-machines, list-paths, is-active, is-enabled, is-failed, is-system-running, get-default, help, show-environment, log-level, service-log-level',
    changes:
      'start, enable, reload, daemon-reload, unmask, reset-failed, set-property, link, preset, add-wants, add-requires, edit, set-environment, unset-environment, import-environment, reenable, thaw',
    verbs: {
      'stop|kill': {
        level: 'destructive',
        says: 'Stops {target}.',
        deed: 'Stop {target}',
        reversible: 'yes',
        undo: 'systemctl start {operands}',
        preview: 'systemctl status {operands}',
        safer: 'none',
      },
      'restart|try-restart|reload-or-restart|try-reload-or-restart|condrestart|force-reload': {
        level: 'destructive',
        says: 'Restarts {target}; what it is doing is interrupted.',
        deed: 'Restart {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'systemctl status {operands}',
        safer: 'systemctl reload {operands}',
      },
      'disable|mask': {
        level: 'destructive',
        says: 'Keeps {target} from starting again.',
        deed: 'Disable {target}',
        reversible: 'yes',
        undo: 'systemctl enable or unmask it',
        preview: 'systemctl status {operands}',
        safer: 'none',
      },
      'revert|clean|freeze|set-default|daemon-reexec|cancel|bind|mount-image|switch-root': {
        level: 'destructive',
        says: 'systemctl {verb} changes how the system runs: {target}.',
        deed: 'Run systemctl {verb}',
        reversible: 'with-backup',
        ...NONE,
      },
      'isolate|rescue|emergency|default': {
        level: 'destructive',
        says: 'Stops every service that does not belong to {target}.',
        deed: 'Switch to {target}',
        reversible: 'yes',
        undo: 'systemctl isolate default',
        preview: 'systemctl list-units',
        safer: 'none',
      },
      'reboot|poweroff|halt|kexec|soft-reboot|suspend|hibernate|hybrid-sleep|exit|suspend-then-hibernate': {
        level: 'destructive',
        says: 'Turns off or restarts this host.',
        deed: 'Turn off or restart the host',
        reversible: 'no',
        undo: 'none',
        preview: 'who',
        safer: 'none',
      },
    },
  },
  {
    names: 'journalctl',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-u -n -p -S -U -b -t -o -g -D -M --since --until --unit --lines --vacuum-size --vacuum-time --vacuum-files',
        raise: [
          {
            when: { has: '--vacuum-size --vacuum-time --vacuum-files' },
            level: 'destructive',
            says: 'Deletes old journal entries. Cannot be undone.',
            deed: 'Delete journal entries',
            reversible: 'no',
            undo: 'none',
            preview: 'journalctl --disk-usage',
            safer: 'none',
          },
          {
            when: { has: '--rotate --flush --sync --setup-keys --relinquish-var --update-catalog' },
            level: 'change',
            says: 'Rotates or flushes the journal.',
            reversible: 'yes',
          },
        ],
      },
    },
  },
  {
    names: 'service|invoke-rc.d|rc-service',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Starts, stops or restarts a service: {target}.',
        deed: 'Run service {target}',
        reversible: 'yes',
        undo: 'none',
        preview: 'none',
        safer: 'none',
        cases: [
          { when: { matches: /^status$/ }, level: 'read', says: '' },
          { when: { has: '--status-all' }, level: 'read', says: '' },
          { when: { matches: /^(?:start|reload)$/ }, level: 'change', says: 'Starts or reloads {first}.' },
        ],
      },
    },
  },
  {
    names: 'initctl|rc-update|chkconfig|update-rc.d|update-alternatives|launchctl',
    lexicon: true,
    reads:
      'list, print, blame, dumpstate, help, version, examine, error, hostinfo, manageruid, managerpid, managername, resolveport, procinfo, print-cache, print-disabled, plist',
    changes: 'load, bootstrap, kickstart, attach, debug, config, enable, start, submit, setenv, asuser, bsexec',
    ends: 'unload, bootout, kill, remove, disable, stop, unsetenv, reboot, uncache, limit',
    verbs: {},
  },
  {
    names:
      'loginctl|timedatectl|hostnamectl|localectl|networkctl|resolvectl|busctl|bootctl|coredumpctl|machinectl|homectl|portablectl|systemd-analyze|udevadm',
    lexicon: true,
    reads:
      ', status, list, show, info, list-sessions, list-users, list-seats, list-timezones, query, statistics, tree, introspect, blame, critical-chain, time, verify, security, calendar, plot, dump, monitor, timesync-status, lldp, session-status, user-status',
    changes: 'set-timezone, set-ntp, set-locale, trigger, settle, reload, reconfigure, flush-caches',
    ends: 'set-time, set-hostname, terminate-session, terminate-user, kill-session, kill-user, down, delete, reset-statistics, call',
    verbs: {},
  },
  {
    names: 'shutdown|reboot|poweroff|halt|init|telinit|pm-suspend',
    flags: '-h -r -P -H -f -n -p -k',
    noHelp: true,
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Turns off or restarts this host.',
        deed: 'Turn off or restart the host',
        reversible: 'no',
        undo: 'none',
        preview: 'who',
        safer: 'none',
        cases: [
          { when: { has: '--help --version' }, level: 'read', says: '' },
          { when: { has: '-c --show' }, level: 'change', says: 'Cancels a planned shutdown.' },
        ],
      },
    },
  },
  {
    names: 'kill|pkill|killall|skill|xkill',
    valued: '-s -n -q --signal -u -g -t -G -P --parent',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Ends processes: {target}.',
        deed: 'End {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'ps aux',
        safer: 'Ask the service to stop.',
        cases: [{ when: { has: '-l -L --list --table -0' }, level: 'read', says: '' }],
      },
    },
  },
  { names: 'renice|prlimit', verbs: { '*': { level: 'change', says: 'Changes the priority or limits of a process.', reversible: 'yes' } } },
  {
    names: 'crontab',
    valued: '-u',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Replaces the whole schedule by {target}.',
        deed: 'Replace the crontab',
        reversible: 'with-backup',
        undo: 'none',
        preview: 'crontab -l',
        safer: 'Save it first: crontab -l > old',
        cases: [
          { when: { has: '-l' }, level: 'read', says: '' },
          { when: { has: '-e' }, level: 'change', says: 'Edits the schedule.' },
          { when: { has: '-r' }, level: 'destructive', says: 'Deletes the whole schedule.', deed: 'Delete the crontab', reversible: 'no' },
        ],
      },
    },
  },
  {
    names: 'at|batch',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Plans commands that are not shown here.',
        deed: 'Plan unseen commands',
        reversible: 'yes',
        undo: 'atrm',
        preview: 'atq',
        safer: 'none',
        cases: [{ when: { has: '-l' }, level: 'read', says: '' }],
      },
    },
  },
  { names: 'atq', reads: '*' },
  {
    names: 'mount',
    valued: '-t -o -L -U',
    verbs: {
      '*': {
        level: 'change',
        says: 'Mounts {target}.',
        deed: 'Mount {last}',
        reversible: 'yes',
        undo: 'umount',
        cases: [{ when: { most: 0, lacks: '-a --all' }, level: 'read', says: '' }],
      },
    },
  },
  {
    names: 'umount|swapoff',
    valued: '-t -O',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Takes {target} away from what uses it.',
        deed: 'Unmount {target}',
        reversible: 'yes',
        undo: 'Mount it again.',
        preview: 'findmnt',
        safer: 'none',
      },
    },
  },
  {
    names: 'swapon',
    verbs: {
      '*': {
        level: 'change',
        says: 'Uses {target} as swap.',
        reversible: 'yes',
        undo: 'swapoff',
        cases: [{ when: { has: '-s --show --summary' }, level: 'read', says: '' }],
      },
    },
  },
  {
    names: 'useradd|adduser|groupadd|addgroup|newusers',
    valued: '-u -g -G -s -d -c -e -k -p',
    verbs: {
      '*': {
        level: 'change',
        says: 'Creates the account {last}.',
        target: 'last',
        deed: 'Create {last}',
        reversible: 'yes',
        undo: 'userdel {last}',
      },
    },
  },
  {
    names: 'userdel|deluser|groupdel|delgroup',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Deletes the account {last}.',
        target: 'last',
        deed: 'Delete account {last}',
        reversible: 'no',
        undo: 'none',
        preview: 'id {last}',
        safer: 'usermod -L',
        raise: [
          {
            when: { has: '-r --remove --remove-home --remove-all-files' },
            level: 'critical',
            says: 'Deletes the account {last} and its home. Cannot be undone.',
          },
        ],
      },
    },
  },
  {
    names: 'usermod|groupmod|passwd|chpasswd|chage|gpasswd|chsh|chfn|visudo|vipw|dscl|dseditgroup|pwpolicy',
    valued: '-u -g -G -s -d -c -e -l',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Changes how an account gets in, or what it may do: {target}.',
        deed: 'Change account {target}',
        reversible: 'with-backup',
        ...NONE,
        cases: [
          { when: { has: '-S --status -l --list -c --check -read -list', most: 1 }, level: 'read', says: '' },
          { when: { matches: /^-?(?:read|list|search)$/ }, level: 'read', says: '' },
        ],
      },
    },
  },
  {
    names: 'sysctl',
    valued: '-p -r',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          {
            when: { has: '-w --write -p --load --system' },
            level: 'destructive',
            says: 'Changes kernel settings: {target}.',
            deed: 'Change kernel settings',
            reversible: 'with-backup',
            undo: 'Set the old value again.',
            preview: 'sysctl -a',
            safer: 'none',
          },
          {
            when: { matches: /^[\w./-]+=/ },
            level: 'destructive',
            says: 'Changes kernel settings: {target}.',
            deed: 'Change kernel settings',
            reversible: 'with-backup',
            undo: 'Set the old value again.',
            preview: 'sysctl -a',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names:
      'modprobe|insmod|rmmod|depmod|update-initramfs|update-grub|grub-install|grub-mkconfig|dracut|mkinitcpio|dkms|kexec|efibootmgr|proxmox-boot-tool|fsfreeze|setenforce|apparmor_parser|aa-enforce|aa-disable|auditctl|swaplabel',
    verbs: {
      '*': {
        level: 'destructive',
        says: '{tool} changes the kernel or how this host starts: {target}.',
        deed: 'Run {tool} {target}',
        reversible: 'with-backup',
        ...NONE,
        cases: [{ when: { has: '-n --dry-run --show --list -c --showconfig -l', most: 1 }, level: 'read', says: '' }],
      },
    },
  },
  {
    names:
      'fdisk|sfdisk|parted|cfdisk|partprobe|partx|kpartx|resize2fs|xfs_growfs|xfs_repair|fsck|fsck.ext4|e2fsck|tune2fs|blockdev|hdparm|nvme|cryptsetup|dmsetup|losetup|btrfs|sg_format|diskutil|debugfs|dump|testdisk|gparted|zpool|zfs|mdadm|ceph|rbd|rados|ceph-volume|multipath|iscsiadm|gluster|drbdadm',
    flags: '-l -v',
    verbs: {
      '*': {
        level: 'critical',
        says: '{tool} changes disks or the data on them: {target}.',
        deed: 'Run {tool} {target}',
        confirm: 'last',
        reversible: 'no',
        undo: 'none',
        preview: 'lsblk -f',
        safer: 'none',
        cases: [
          {
            when: {
              has: '-l --list -p --print -h -n --no-act --test --getsz --getsize64 --getss --getro --getra --report -t -i -v --version -V -D --detail --examine -E -Q --query --dump -d',
              most: 1,
              lacks:
                '-w -W --wipe --delete -a --add --remove --stop -S --zero-superblock --create --fail -f -o -Z --zap-all -s --setrw --setro',
            },
            level: 'read',
            says: '',
          },
          {
            when: {
              matches:
                /^(?:list|ls|status|get|print|info|show|df|du|luksDump|isLuks|history|iostat|version|health|-s|osd tree|id-ctrl|smart-log|list-subsys|diff|holds|apfs|activity|table|targets|stat|stats|tree|lspools|session|node)$/,
              lacks: '-s --delete',
            },
            level: 'read',
            says: '',
          },
          {
            when: { matches: /^(?:snapshot|send|scrub|mount|online|open|luksOpen|import|hold|clear|add|attach|set)$/ },
            level: 'change',
            says: '{tool} works on {target}.',
            reversible: 'yes',
          },
        ],
        raise: [
          {
            when: {
              matches:
                /^(?:destroy|rm|remove|purge|rollback|labelclear|delete|mklabel|mkpart|mktable|eraseDisk|eraseVolume|luksFormat|luksErase|erase|zap|format|reformat|partitionDisk|secureErase|create|offline|detach|replace|split|resizepart|wipe|sanitize|mkfs|pool|--delete)$/i,
            },
            level: 'critical',
            says: '{tool} destroys or reshapes disks or the data on them: {target}.',
          },
        ],
      },
    },
  },
  {
    names: 'pvs|vgs|lvs|pvdisplay|vgdisplay|lvdisplay|pvscan|vgscan|lvscan|lvmdiskscan|smartctl|zdb|arcstat|arc_summary|iwconfig',
    reads: '*',
  },
  {
    names: 'openssl',
    valued:
      '-in -out -key -cert -CA -CAkey -CAfile -CApath -keyout -config -subj -days -newkey -connect -servername -passin -passout -extfile -extensions -name -signkey -set_serial -cipher -cafile -pass -k -K -iv -digest -inkey -inform -outform -starttls -alpn -revoke -gencrl',
    dashes: 'single',
    flags:
      '-noout -text -new -x509 -nodes -noenc -req -pubkey -d -e -a -base64 -verify -batch -check -modulus -fingerprint -enddate -startdate -dates -subject -issuer -serial -purpose',
    reads:
      ', version, list, ciphers, speed, prime, errstr, dgst, sha256, sha1, md5, asn1parse, s_client, s_time, verify, crl2pkcs7, sess_id, help, passwd, rand, info, storeutl',
    verbs: {
      'x509|req|rsa|ec|pkey|crl|ocsp|pkcs7|pkcs8|pkcs12|pkeyparam|dhparam|ecparam|dsa|dsaparam|genpkey|pkeyutl|rsautl|ts|cms|smime|spkac|nseq|srp|mac|kdf|enc|base64|aes-256-cbc|rehash':
        {
          level: 'read',
          says: '',
          raise: [
            {
              when: { has: '-out -keyout -CAcreateserial' },
              level: 'change',
              says: 'Writes {target}, replacing what it held.',
              target: '-out -keyout',
              deed: 'Write {target}',
              reversible: 'with-backup',
            },
          ],
        },
      'genrsa|gendsa': { level: 'change', says: 'Makes a private key.', target: '-out', deed: 'Make a private key', reversible: 'yes' },
      ca: {
        level: 'change',
        says: 'Issues a certificate, recorded in the authority.',
        target: '-out',
        deed: 'Issue a certificate',
        reversible: 'with-backup',
        cases: [
          {
            when: { has: '-gencrl' },
            level: 'change',
            says: 'Writes the list of revoked certificates.',
            deed: 'Write the revocation list',
          },
        ],
        raise: [
          {
            when: { has: '-revoke' },
            level: 'destructive',
            says: 'Revokes the certificate {target}. Cannot be undone.',
            target: '-revoke',
            deed: 'Revoke {target}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
      s_server: { level: 'change', says: 'Starts a server.', deed: 'Start a TLS server', reversible: 'yes' },
    },
  },
  {
    names:
      'gpg|gpg2|age|age-keygen|ssh-keygen|ssh-add|ssh-copy-id|ssh-agent|sops|kubeseal|pass|security|certbot|step|minisign|cosign|signify',
    valued: '-o --output -r --recipient -u --local-user -f -t -C -N -b -R -i -d',
    verbs: {
      '*': {
        level: 'change',
        says: '{tool} works with keys or secrets: {target}.',
        deed: 'Run {tool}',
        reversible: 'with-backup',
        cases: [
          {
            when: {
              has: '-l --list-keys --list-secret-keys -k -K --fingerprint --verify -L --list-packets --list-sigs -F -B -y',
              lacks: '-o --output -d -D',
            },
            level: 'read',
            says: '',
          },
          {
            when: {
              first:
                'find-identity find-certificate list-keychains verify-cert show-keychain-info dump-trust-settings ls certificates error help list verify inspect version leaks',
              lacks: '-g -w',
            },
            level: 'read',
            says: '',
          },
        ],
        raise: [
          {
            when: {
              has: '--delete-keys --delete-secret-keys --delete-secret-and-public-key --gen-revoke --quick-revoke-uid -D --rotate --delete-key --yes',
            },
            level: 'destructive',
            says: 'Deletes or revokes keys: {target}.',
            deed: 'Delete keys',
            reversible: 'no',
            undo: 'none',
            preview: 'gpg --list-keys',
            safer: 'none',
          },
          {
            when: { has: '-d --decrypt --export-secret-keys --export-secret-subkeys -g -w' },
            level: 'destructive',
            says: 'Reveals secrets: {target}.',
            deed: 'Reveal {target}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
            tags: ['secret'],
          },
          {
            when: {
              first:
                'delete-keychain delete-certificate delete-identity delete-generic-password delete-internet-password revoke rm delete remove updatekeys lock-keychain dump-keychain export',
            },
            level: 'destructive',
            says: 'Deletes, reveals or revokes secrets: {target}.',
            deed: 'Run {tool} {target}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
            tags: ['secret'],
          },
        ],
      },
    },
  },
  {
    names: 'op',
    valued:
      '--account --config --session --vault --format --cache --encoding --env-file -i -o --in-file --out-file --fields --field --tags',
    tags: ['secret'],
    reads:
      ', whoami, account list, account get, vault list, vault get, item list, user list, group list, document list, --version, update, item template list, item template get, user get, group get, events-api, service-account ratelimit, connect server list, connect token list, plugin list, environment list',
    lexicon: true,
    verbs: {
      'read|item get|document get|inject|signin|item share': {
        level: 'destructive',
        says: 'Reveals secrets: {target}.',
        deed: 'Reveal {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'none',
        safer: 'op run -- the command that needs it',
        tags: ['secret'],
        cases: [
          { when: { has: '-o --out-file' }, level: 'destructive', says: 'Writes secrets into a file.', deed: 'Write secrets to a file' },
        ],
      },
    },
  },
  {
    names:
      'pvcreate|pvremove|pvmove|vgcreate|vgremove|vgreduce|vgextend|lvcreate|lvremove|lvreduce|lvresize|lvextend|lvconvert|vgrename|lvrename|pvresize|vgchange|lvchange|vgsplit|vgmerge|lvm',
    verbs: {
      '*': {
        level: 'critical',
        says: '{tool} reshapes or removes volumes: {target}. What they hold can be lost.',
        deed: 'Run {tool} {target}',
        confirm: 'last',
        reversible: 'no',
        undo: 'none',
        preview: 'lvs',
        safer: 'none',
        cases: [{ when: { first: 'pvs vgs lvs pvdisplay vgdisplay lvdisplay version' }, level: 'read', says: '' }],
      },
    },
  },
  {
    names: 'gdisk|sgdisk',
    verbs: {
      '*': {
        level: 'critical',
        says: 'Changes the partitions of {last}; what it holds can be lost.',
        target: 'last',
        deed: 'Partition {last}',
        reversible: 'no',
        undo: 'none',
        preview: 'lsblk -f',
        safer: 'Save the table first: sgdisk --backup',
        cases: [
          {
            when: {
              has: '-l -p -v -i --print --verify --info --version',
              lacks: '-d -n -o -z -Z -g -m -t -c -u -A -G -w -s --delete --new --clear --zap --zap-all',
            },
            level: 'read',
            says: '',
          },
        ],
      },
    },
  },
];
