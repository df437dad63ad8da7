// Commands about the network, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const NETWORK: readonly Group[] = [
  {
    name: 'the network',
    level: 'read',
    commands: `
resolvectl status
ip -br addr
ip route get 1.1.1.1
ss -tulpn
iptables -L -n -v --line-numbers
iptables-save | grep DNAT
nft list ruleset
ufw status verbose
wg show
dig +short example.com @1.1.1.1
tcpdump -ni eth0 -c 20 port 53
mtr -rwc 10 1.1.1.1
nc -zv 10.0.0.2 6443
traceroute 1.1.1.1
ethtool eth0
arp -an
nmap -sV -p 22,443 10.0.0.2
nmcli con show
firewall-cmd --list-all
bridge fdb show
conntrack -L
tailscale status
ovs-vsctl show
vtysh -c 'show ip bgp summary'
birdc show protocols
lldpcli show neighbors
nft -a list chain inet filter input
ip -s -h link show dev eth0
ss -s; cat /proc/net/sockstat
tcpdump -r dump.pcap -nn 'tcp port 443' | head
iptables -t nat -S
ip6tables -L FORWARD -n
ufw status numbered
wg show wg0 latest-handshakes
ip neigh
ip -6 route
ip netns list
bridge vlan show
ethtool -S eth0 | grep err
nmcli -f NAME,DEVICE,STATE con show --active
resolvectl query example.com
host -t mx example.com
dig @10.96.0.10 api.default.svc.cluster.local +search
nc -vz -w 2 db 5432
resolvectl dns
ip -d link show type vxlan
bridge link
ss -tn state established '( dport = :5432 )'
nft list table inet filter
iptables -vnL INPUT
ethtool -i eth0
tcpdump -i any -c 5 -nn icmp
dig +trace example.com
nc -z db 5432 && echo open || echo closed
`,
  },
  {
    name: 'the network',
    level: 'change',
    commands: `
ip addr add 10.0.0.5/24 dev eth0
ip route add 10.1.0.0/16 via 10.0.0.1
ip link set eth1 up
ufw allow 22/tcp
iptables -A INPUT -p tcp --dport 443 -j ACCEPT
nft add rule inet filter input tcp dport 80 accept
firewall-cmd --add-service=http --permanent
wg set wg0 peer x allowed-ips 10.0.0.2/32
wg-quick up wg0
netplan generate
netplan try
ip route add default via 10.0.0.1 dev eth1
ip addr add 10.0.0.9/24 dev eth1 && ip link set eth1 up
ip route add 10.9.0.0/16 dev wg0
ufw allow from 10.0.0.0/8 to any port 22 proto tcp
iptables -I FORWARD 1 -i br0 -j ACCEPT
iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
firewall-cmd --zone=public --add-port=6443/tcp
nft add table inet x
wg set wg0 peer k endpoint h:51820 allowed-ips 10.1.0.0/24
nmcli con add type ethernet ifname eth1 con-name x
ip link set eth2 mtu 9000
ufw allow 443
iptables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
`,
  },
  {
    name: 'the network',
    level: 'destructive',
    commands: `
ip addr flush dev eth0
ip addr del 10.0.0.5/24 dev eth0
ip route flush table main
iptables -P INPUT DROP
iptables -D INPUT 3
iptables-restore < rules.v4
nft flush ruleset
nft -f /etc/nftables.conf
ufw reset
ufw default deny incoming
ufw delete allow 22
wg-quick down wg0
wg set wg0 peer x remove
nmcli con delete eth0
nmcli con down eth0
ifdown eth0
firewall-cmd --reload
firewall-cmd --panic-on
conntrack -F
conntrack -D -s 10.0.0.2
ip netns delete x
ip link delete br0
tailscale down
tailscale logout
ovs-vsctl del-br br0
vtysh -c 'clear ip bgp *'
vtysh -c 'conf t' -c 'no router bgp 65000'
birdc down
iptables -t nat -F
iptables -I INPUT -s 10.0.0.0/8 -j DROP
nft delete table inet filter
ip link set dev bond0 nomaster
nmcli connection modify eth0 ipv4.method manual ipv4.addresses 10.0.0.9/24 && nmcli con up eth0
wg set wg0 peer abc= remove
ufw --force reset
tc qdisc add dev eth0 root netem loss 100%
ip route replace default via 10.0.0.254
iptables -P FORWARD DROP
iptables -X
ip6tables -F INPUT
ufw --force disable
ufw deny 22
nft flush chain inet filter input
nmcli networking off
firewall-cmd --remove-service=ssh --permanent
nmcli device disconnect eth0
ip addr flush eth0
ip route flush table all
iptables -D INPUT -p tcp --dport 22 -j ACCEPT
iptables -t filter -P INPUT DROP
ufw delete 3
iptables-save > /root/r.v4 && iptables -F && iptables -P INPUT ACCEPT
ip link set eth0 down; ip link set eth0 up
nft -f - <<'N'
flush ruleset
N
`,
  },
];
