// The network: transfers, remote shells, interfaces and firewalls.
import type { ToolSpec } from '../spec.ts';

const CUTS = { deed: 'Change the network', reversible: 'yes', undo: 'none', preview: 'ip addr', safer: 'none' } as const;

export const network: readonly ToolSpec[] = [
  {
    names: 'curl',
    tags: ['network'],
    valued:
      '-o -d -H -X -u -A -b -c -e -F -T -K -m -x -w -y -Y -z -C -E -Q -r -t --output --data --data-raw --data-binary --data-urlencode --json --header --request --user --user-agent --cookie --cookie-jar --referer --form --form-string --upload-file --config --max-time --connect-timeout --proxy --write-out --cert --key --cacert --capath --resolve --retry --retry-delay --retry-max-time --url --range --interface --limit-rate --output-dir --dump-header -D --quote --ciphers --connect-to --dns-servers --max-redirs --proto --stderr --trace --trace-ascii --unix-socket --aws-sigv4 --oauth2-bearer --netrc-file -P --url-query --variable --libcurl --tls-max --pinnedpubkey --noproxy --proxy-user -U --service-name --hsts --etag-save --etag-compare --rate --mail-from --mail-rcpt',
    flags: '-s -S -f -L -i -I -v -k -O -J -g -G -n -N -p -q -a -l -R -j -0 -1 -2 -3 -4 -6 -h -V -Z -#',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          {
            when: { given: { option: '-X --request', matches: /^delete$/i } },
            level: 'destructive',
            says: 'Asks {last} to delete something.',
            target: 'last',
            deed: 'Delete at {last}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'Look first, with GET.',
          },
          {
            when: {
              matches:
                /_delete_by_query|_forcemerge|_close\b|\/(?:do)?(?:delete|destroy|purge|shutdown|terminate|restart|reboot|reset|revoke|drop|flush|evict)(?:$|[/?_])|mutation\s*\{?\s*\w*(?:delete|remove|destroy)|"(?:method|action|op|operation)"\s*:\s*"\w*(?:delete|remove|destroy|purge)/i,
              has: '-X --request -d --data --data-raw --data-binary --json -F --form',
            },
            level: 'destructive',
            says: 'Asks {last} to delete or stop something.',
            target: 'last',
            deed: 'Send it to {last}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { has: '-K --config' },
            level: 'destructive',
            says: 'Takes its options from {target}, which is not shown.',
            target: '-K --config',
            deed: 'Run curl with unseen options',
            reversible: 'unknown',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { has: '-Q --quote', matches: /^[-+*]?(?:DELE|RMD|RNFR|SITE|STOR|rm|rmdir|rename)\b/i },
            level: 'destructive',
            says: 'Deletes or renames on the server {last}.',
            target: 'last',
            deed: 'Delete on {last}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { given: { option: '-X --request', matches: /^(?!(?:get|head|options|trace)$)/i } },
            level: 'change',
            says: 'Sends data to {last}.',
            target: 'last',
            deed: 'Send it to {last}',
            reversible: 'unknown',
          },
          {
            when: {
              has: '-d --data --data-raw --data-binary --data-urlencode --data-ascii --json -F --form --form-string -T --upload-file',
              lacks: '-G --get',
            },
            level: 'change',
            says: 'Sends data to {last}.',
            target: 'last',
            deed: 'Send it to {last}',
            reversible: 'unknown',
          },
          {
            when: { has: '-o --output', lacks: '-o=/dev/null|- --output=/dev/null|-' },
            level: 'change',
            says: 'Downloads to {target}, replacing what it held.',
            target: '-o --output',
            deed: 'Download to {target}',
            reversible: 'with-backup',
          },
          {
            when: {
              has: '-O --remote-name --remote-name-all --remote-header-name -c --cookie-jar -D --dump-header --trace --trace-ascii --stderr --libcurl --etag-save --hsts --output-dir',
              lacks: '-D=- --dump-header=- -c=-',
            },
            level: 'change',
            says: 'Writes what it gets to a file.',
            deed: 'Download',
            reversible: 'with-backup',
          },
          {
            when: { has: '--ftp-create-dirs --mail-from --mail-rcpt' },
            level: 'change',
            says: 'Sends a request to {last}.',
            target: 'last',
            deed: 'Send it to {last}',
            reversible: 'unknown',
          },
        ],
      },
    },
  },
  {
    names: 'wget|aria2c|axel|lftp|ftp|tftp',
    tags: ['network'],
    valued:
      '-O -o -P -a -U -T -t -e --output-document --output-file --directory-prefix --header --user --password --post-data --post-file --method --body-data --user-agent --timeout --tries',
    verbs: {
      '*': {
        level: 'change',
        says: 'Downloads files, replacing those of the same names.',
        deed: 'Download',
        reversible: 'with-backup',
        cases: [
          { when: { has: '--spider' }, level: 'read', says: '' },
          {
            when: { has: '-O=-|/dev/null --output-document=-|/dev/null', lacks: '-o -a -P --post-data --post-file --method -r -m' },
            level: 'read',
            says: '',
          },
          { when: { matches: /^-$/, has: '-q -O -qO', lacks: '--post-data --post-file --method' }, level: 'read', says: '' },
        ],
        raise: [
          {
            when: { has: '--method=DELETE --delete-after --use-askpass --post-file' },
            level: 'destructive',
            says: 'Deletes something, or sends a file.',
            deed: 'Run it',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { has: '-e --execute' },
            level: 'destructive',
            says: 'Runs with options that change what it does.',
            deed: 'Run it',
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
    names: 'http|https|xh|xhs',
    tags: ['network'],
    verbs: {
      '*': {
        level: 'read',
        says: '',
        cases: [
          {
            when: { matches: /^DELETE$/i },
            level: 'destructive',
            says: 'Asks {second} to delete something.',
            target: 'second',
            deed: 'Delete at {second}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'Look first, with GET.',
          },
        ],
        raise: [
          {
            when: { matches: /^(?:POST|PUT|PATCH)$/i },
            level: 'change',
            says: 'Sends data to {second}.',
            target: 'second',
            reversible: 'unknown',
          },
          { when: { least: 2, matches: /^\w[\w.-]*:?=/ }, level: 'change', says: 'Sends data.', reversible: 'unknown' },
          { when: { has: '-o --output -d --download' }, level: 'change', says: 'Writes a file.', reversible: 'with-backup' },
        ],
      },
    },
  },
  {
    names: 'ssh|mosh|autossh|telnet|slogin|rlogin',
    tags: ['network', 'remote'],
    until: 'first',
    valued: '-b -B -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        cases: [
          { when: { has: '-V -G -Q' }, level: 'read', says: '' },
          {
            when: { most: 1, lacks: '-N -T -L -R -D' },
            level: 'change',
            says: 'Opens a shell on {first}; what is typed there is not reviewed.',
            target: 'first',
            deed: 'Open a shell on {first}',
            reversible: 'unknown',
          },
        ],
        raise: [
          {
            when: { has: '-o', matches: /^(?:ProxyCommand|LocalCommand|PermitLocalCommand|KnownHostsCommand)/i },
            level: 'destructive',
            says: 'Runs another program on this machine.',
            deed: 'Run unseen code',
            reversible: 'unknown',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          { when: { has: '-L -R -D -W -w' }, level: 'change', says: 'Opens a tunnel through {first}.', target: 'first', reversible: 'yes' },
          { when: { has: '-F -E -S' }, level: 'change', says: 'Uses another configuration.', reversible: 'yes' },
        ],
      },
    },
  },
  {
    names: 'scp|sftp|croc|wormhole',
    tags: ['network'],
    valued: '-i -P -F -o -c -l -J -S -p -w -s -e -b',
    verbs: {
      '*': {
        level: 'change',
        says: 'Moves data over the network: {target}.',
        deed: 'Move data',
        reversible: 'unknown',
        cases: [{ when: { has: '-z', lacks: '-e -c -l --exec --sh-exec' }, level: 'read', says: '' }],
        raise: [
          {
            when: { matches: /^[^/]+:\/(?:$|(?:bin|boot|etc|lib\w*|root|sbin|usr|var\/lib)(?:\/|$))/ },
            level: 'destructive',
            says: 'Copies over the system files of another host: {last}.',
            target: 'last',
            deed: 'Copy to {last}',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'Copy the files that are there first.',
          },
          {
            when: { given: { option: '-o', matches: /^\s*(?:ProxyCommand|LocalCommand|KnownHostsCommand)/i } },
            level: 'destructive',
            says: 'Runs another program on this machine.',
            deed: 'Run unseen code',
            reversible: 'unknown',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { has: '-e -c --exec --sh-exec -b -D -S' },
            level: 'destructive',
            says: 'Connects the network to a program.',
            deed: 'Run unseen code',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { matches: /EXEC:|SYSTEM:|SHELL:|^FD:|OPEN:/i },
            level: 'destructive',
            says: 'Connects the network to a program or file.',
            deed: 'Run unseen code',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'nc|ncat|netcat|socat',
    tags: ['network'],
    valued: '-e -c -p -s -w -i -q -x -X --exec --sh-exec',
    verbs: {
      '*': {
        level: 'change',
        says: 'Moves data over the network: {target}.',
        deed: 'Move data',
        reversible: 'unknown',
        cases: [{ when: { has: '-z', lacks: '-e -c -l --exec --sh-exec' }, level: 'read', says: '' }],
        raise: [
          {
            when: { has: '-e -c --exec --sh-exec --lua-exec' },
            level: 'destructive',
            says: 'Connects the network to a program.',
            deed: 'Run unseen code',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { matches: /EXEC:|SYSTEM:|SHELL:|^FD:|OPEN:/i },
            level: 'destructive',
            says: 'Connects the network to a program or file.',
            deed: 'Run unseen code',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'ip',
    valued: '-n -f -b -family -netns',
    flags: '-4 -6 -s -d -j -p -br -c -o -a -r -brief -json -details -color -stats -h',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        cases: [{ when: { matches: /^(?:show|list|ls|lst|get|monitor|help|identify|pids|s|sh)$/ }, level: 'read', says: '' }],
        raise: [
          {
            when: { matches: /^(?:del|delete|d|flush|f|down|replace|change|set|change|chg|master|nomaster|prepend|exec|e|restore|save)$/ },
            level: 'destructive',
            says: 'Changes the network of this host: {target}; the connection to it can be lost.',
            ...CUTS,
          },
          {
            when: { matches: /^(?:add|a|append|attach|up|unmask)$/ },
            level: 'change',
            says: 'Adds to the network of this host: {target}.',
            reversible: 'yes',
          },
        ],
      },
    },
  },
  {
    names:
      'route|arp|brctl|ethtool|iw|nmcli|wg|wg-quick|tc|bridge|vconfig|ifup|ifdown|ifreload|dhclient|netplan|ovs-vsctl|cilium|calicoctl|tailscale|iwconfig|rfkill',
    lexicon: true,
    reads: ', status, show, -a, -n, -s, list, -l',
    changes: 'up',
    ends: 'down',
    verbs: {
      '*': {
        level: 'destructive',
        says: '{tool} changes the network: {target}; the connection to this host can be lost.',
        ...CUTS,
        cases: [
          { when: { most: 0, lacks: '-d -f' }, level: 'read', says: '' },
          {
            when: {
              matches:
                /^(?:show|list|ls|status|get|info|-?-?list\w*|-get\w*|-show\w*|-is\w*|-version|-printcommands|version|device|dev|connection|general|monitor|genkey|pubkey|genpsk|ping|netcheck|ip|whois)$/,
              most: 3,
            },
            level: 'read',
            says: '',
          },
          { when: { most: 1, has: '-a -s -n -i -e -v -S -g -k -c' }, level: 'read', says: '' },
        ],
      },
    },
  },
  {
    names: 'iptables|ip6tables|iptables-legacy|iptables-nft|ebtables|arptables',
    noHelp: true,
    valued: '-A -D -I -R -P -N -X -F -Z -E -t -p -s -d -i -o -j -m -w -S --dport --sport',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Changes the firewall: {target}; the connection to this host can be lost.',
        deed: 'Change the firewall',
        reversible: 'with-backup',
        undo: 'iptables-restore < saved rules',
        preview: 'iptables -S',
        safer: 'Save first: iptables-save > rules',
        cases: [
          {
            when: {
              has: '-L --list -S --list-rules -C --check --version -V -h --help',
              lacks: '-A -D -I -R -P -N -X -F -Z -E --flush --append --delete --insert --policy --zero',
            },
            level: 'read',
            says: '',
          },
        ],
      },
    },
  },
  {
    names: 'iptables-save|ip6tables-save',
    verbs: { '*': { level: 'read', says: '', raise: [{ when: { has: '-f --file' }, level: 'change', says: 'Writes {target}.' }] } },
  },
  {
    names: 'nft|ufw|firewall-cmd|iptables-restore|ip6tables-restore|ipset|conntrack|pfctl|fail2ban-client|pve-firewall|csf',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Changes the firewall: {target}; the connection to this host can be lost.',
        deed: 'Change the firewall',
        reversible: 'with-backup',
        undo: 'none',
        preview: 'none',
        safer: 'none',
        cases: [
          { when: { first: 'list status show version ls test' }, level: 'read', says: '' },
          {
            when: {
              most: 0,
              has: '--state --list-all --get-zones --get-active-zones --list-ports --list-services --get-default-zone --list-all-zones -L -s --version -V',
              lacks: '-F -D -X --reload --permanent --add-port --remove-port',
            },
            level: 'read',
            says: '',
          },
        ],
      },
    },
  },
  {
    names: 'tcpdump|tshark|ngrep|nmap|masscan',
    tags: ['network'],
    valued: '-i -c -w -r -s -n -p',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          { when: { has: '-w -oN -oX -oA -oG' }, level: 'change', says: 'Writes a capture.' },
          { when: { has: '-z --script' }, level: 'change', says: 'Runs a script.' },
        ],
      },
    },
  },
  {
    names: 'ifconfig',
    dashes: 'single',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Changes the network interface {first}; the connection to this host can be lost.',
        target: 'first',
        ...CUTS,
        cases: [
          { when: { most: 0 }, level: 'read', says: '' },
          { when: { most: 1, lacks: '-arp -promisc -allmulti -multicast -up -down -alias -trailers -debug' }, level: 'read', says: '' },
        ],
      },
    },
  },
  {
    names: 'networksetup|scutil|systemsetup',
    dashes: 'single',
    verbs: {
      '*': {
        level: 'destructive',
        says: '{tool} changes the settings of this host; the connection to it can be lost.',
        ...CUTS,
        cases: [{ when: { named: /^--?(?:get|list|show|is|print|version|help|dns|proxy|nwi|nc)/ }, level: 'read', says: '' }],
        raise: [
          {
            when: { named: /^--?(?:set|add|remove|delete|create|detect|disconnect|connect|order|switch|rename|duplicate|import|prefs)/ },
            level: 'destructive',
          },
        ],
      },
    },
  },
];
