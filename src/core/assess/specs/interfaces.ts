// Interfaces, routes, firewalls and captures.
import type { ToolSpec } from '../spec.ts';

const CUTS = { deed: 'Change the network', reversible: 'yes', undo: 'none', preview: 'ip addr', safer: 'none' } as const;

export const interfaces: readonly ToolSpec[] = [
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
