// Commands about guests and their hosts, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const GUESTS: readonly Group[] = [
  {
    name: 'guests and their hosts',
    level: 'read',
    commands: `
qm status 101 --verbose
pct config 200
pvesh get /nodes/pve1/qemu --output-format json
pvesh ls /nodes
pvecm nodes
pvesm status
pvesm list local
pveversion -v
qm showcmd 101 --pretty
qm guest cmd 101 ping
qm listsnapshot 101
ha-manager status
pveceph status
pveperf
vzdump --help
proxmox-backup-client snapshot list
virsh list --all
lxc list
crm_mon -1
pcs status
pvesh get /cluster/resources --type vm --output-format json | jq -r '.[] | select(.status=="running") | .name'
qm guest exec 101 -- cat /etc/hostname
pct exec 200 -- systemctl status nginx
proxmox-backup-manager datastore list
pvecm mtunnel --help
pvesh get /nodes/pve1/tasks --limit 5
qm listsnapshot 100
pct status 200
`,
  },
  {
    name: 'guests and their hosts',
    level: 'change',
    commands: `
qm clone 9000 120 --name web --full
qm set 101 --memory 4096
qm snapshot 101 pre-upgrade
qm create 130 --name x --memory 2048
pct start 200
pct create 201 local:vztmpl/debian-12.tar.zst --hostname x
pvesm add nfs nas --server 10.0.0.2 --export /pve
qm resize 101 scsi0 +10G
pvesh set /nodes/pve1/qemu/101/config --memory 4096
qm importdisk 101 disk.qcow2 local-lvm
qm template 9000
virsh start vm
qm set 101 --cores 4 --agent enabled=1
qm set 9000 --scsi0 local-lvm:0,import-from=/root/img.qcow2
qm cloudinit update 101
pct set 200 -memory 2048
pct snapshot 200 s1
vzdump 101 --compress zstd --storage nas --mode stop
pvesh create /nodes/pve1/qemu/101/status/start
pveam download local debian-12-standard_12.2-1_amd64.tar.zst
pveum user add ops@pve
qm start 101 && qm wait 101 --timeout 1 || true
pct create 300 local:vztmpl/x.tar.zst --rootfs local-lvm:8
pvesm add lvmthin x --vgname v --thinpool p
qm disk resize 101 scsi0 +5G
qm set 101 --tags prod
qm agent 101 ping && qm snapshot 101 x
pct push 200 a /root/a
qm clone 9000 121 --name w4 --full && qm set 121 --memory 8192 --cores 4 && qm start 121
`,
  },
  {
    name: 'guests and their hosts',
    level: 'destructive',
    commands: `
qm shutdown 101
qm reboot 101
qm delsnapshot 101 pre-upgrade
qm unlink 101 --idlist scsi1 --force
qm disk unlink 101 --idlist unused0
qm set 101 --delete scsi1
qm suspend 101
pct stop 200
pvesh create /nodes/pve1/qemu/101/status/stop
pvesm remove nas
pveceph osd destroy 3
pveceph pool destroy rbd
pveceph purge
ha-manager remove vm:101
qm guest exec 101 -- rm -rf /var/lib/x
qm sendkey 101 ctrl-alt-delete
proxmox-backup-client snapshot forget vm/101/2024
virsh destroy vm
virsh shutdown vm
virsh snapshot-revert vm s
lxc delete -f c
lxc stop c
incus delete c --force
pcs cluster stop --all
pcs resource disable x
qm stop 101 --skiplock
qm set 101 --delete net1
qm disk move 101 scsi0 ceph --delete
pct exec 200 -- rm -rf /srv/data
pct reboot 200
pvesh create /nodes/pve1/status -command reboot
pvesh set /access/password --userid x@pve --password y
pveum user delete ops@pve
pvesm set nas --disable 1
lxc delete c1 --force
vzdump 101 --prune-backups keep-last=1
virsh reset vm1
lxc stop --all --force
qm reset 100
`,
  },
  {
    name: 'guests and their hosts',
    level: 'critical',
    commands: `
qm rollback 101 pre-upgrade
pct destroy 200 --force
pct rollback 200 s1
pvesm free local-lvm:vm-101-disk-0
pvecm expected 1
qmrestore /backup/vm.vma.zst 101 --force
pct restore 200 backup.tar.zst --force
virsh undefine vm --remove-all-storage
qm destroy 9000
virsh undefine vm1 --nvram --remove-all-storage
qm stop 101 && qm destroy 101 --destroy-unreferenced-disks 1
pct destroy 200 --purge
pvecm delnode n3
qm rollback 100 s
pct stop 200 && pct destroy 200
qm stop 121 && qm destroy 121 --purge && pvesm free local-lvm:vm-121-disk-0
`,
  },
];
