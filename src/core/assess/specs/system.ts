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
];
