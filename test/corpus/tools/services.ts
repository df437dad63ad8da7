// Commands about services and the kernel, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const SERVICES: readonly Group[] = [
  {
    name: 'services and the kernel',
    level: 'read',
    commands: `
systemctl status nginx --no-pager -l
systemctl cat kubelet
systemctl is-active nginx && echo up
systemctl show -p MainPID nginx
journalctl -u kubelet -n 200 --no-pager -o cat | grep -i err
journalctl --disk-usage
systemd-analyze blame
timedatectl
hostnamectl
loginctl list-sessions
systemctl list-timers --all
kill -0 1234
pgrep -a java
lsmod | grep kvm
ipmitool sdr
ipmitool chassis status
haproxy -c -f /etc/haproxy/haproxy.cfg
nginx -t
apachectl configtest
rndc status
postqueue -p
exim -bp
journalctl -b -1 -p err --no-pager
systemctl list-dependencies --reverse docker.service
systemd-cgls --no-pager
systemctl list-unit-files --state=enabled
systemctl show nginx -p ActiveState --value
systemctl is-enabled kubelet || true
journalctl --since '1 hour ago' -u nginx -g 'timeout'
journalctl -k --no-pager | grep -i oom
coredumpctl list
busctl list
udevadm info -q all -n /dev/sdb
systemctl list-jobs
systemctl --failed --no-legend
journalctl _PID=1 -n 20
journalctl -u kubelet --since "10 min ago" | awk '/error/{c++} END{print c+0}'
`,
  },
  {
    name: 'services and the kernel',
    level: 'change',
    commands: `
systemctl enable nginx
systemctl reload nginx
timedatectl set-timezone Europe/Berlin
hostnamectl set-hostname w3
systemctl unmask nginx
shutdown -c
systemd-run --on-active=30 true
sysctl -w net.ipv4.ip_forward=1
modprobe br_netfilter
update-initramfs -u
nginx -s reload
rndc reload
systemctl enable --now chronyd
sysctl --system
modprobe -a br_netfilter overlay
systemctl start nginx php-fpm
systemctl reload haproxy
systemctl enable --now k3s-agent
systemctl reset-failed
timedatectl set-ntp true
hostnamectl hostname w9
systemctl daemon-reload && systemctl start x
systemctl enable x.timer
sysctl -w vm.swappiness=10
`,
  },
  {
    name: 'services and the kernel',
    level: 'destructive',
    commands: `
systemctl disable --now nginx
systemctl kill -s KILL nginx
systemctl poweroff
journalctl --vacuum-time=2d
shutdown -r +5
init 6
systemctl set-default rescue.target
systemctl daemon-reexec
loginctl terminate-user bob
kill -9 1234
pkill -f java
killall nginx
rmmod br_netfilter
modprobe -r x
grub-install /dev/sda
ipmitool chassis power off
ipmitool chassis power cycle
racadm serveraction powercycle
nginx -s stop
apachectl stop
rndc flush
postsuper -d ALL
systemctl stop k3s && mv /var/lib/rancher/k3s/server/db /root/old
systemctl --force --force reboot
ipmitool -H bmc -U a -P b power cycle
systemctl stop postgresql
systemctl restart sshd
systemctl mask firewalld --now
systemctl halt
service nginx stop
killall -9 java
pkill -HUP nginx
kill -TERM $(cat /run/x.pid)
ipmitool power reset
systemctl stop kubelet containerd
systemctl try-restart nginx
systemctl kill nginx
systemctl disable nginx --now
kill -9 -1
pkill -9 -u bob
systemctl list-units --failed --plain --no-legend | awk '{print $1}' | xargs systemctl restart
`,
  },
];
