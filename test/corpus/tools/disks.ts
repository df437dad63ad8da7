// Commands about disks and file systems, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const DISKS: readonly Group[] = [
  {
    name: 'disks and file systems',
    level: 'read',
    commands: `
blkid /dev/sda1
fdisk -l /dev/sda
parted -s /dev/sda print
pvs && vgs && lvs -a
df -hT
smartctl -a /dev/sda
mdadm --detail /dev/md0
mount | column -t
findmnt --verify
sgdisk -p /dev/sda
nvme list
wipefs /dev/sdb
wipefs -n -a /dev/sdb
xfs_info /data
tune2fs -l /dev/sda1
dumpe2fs -h /dev/sda1
e2fsck -n /dev/sda1
badblocks -sv /dev/sdb
cryptsetup luksDump /dev/sdb
lvdisplay vg0
dmsetup ls --tree
multipath -ll
iscsiadm -m session
exportfs -v
showmount -e nas
lvs -o +devices --units g
smartctl -x /dev/nvme0
vgdisplay -v vg0
lsblk -o NAME,SIZE,MODEL,SERIAL
hdparm -I /dev/sda
nvme smart-log /dev/nvme0
lvs --noheadings -o lv_name,data_percent vg0
mdadm -E /dev/sdb1
lsblk -J | jq '.blockdevices[].name'
`,
  },
  {
    name: 'disks and file systems',
    level: 'change',
    commands: `
dd if=/dev/zero of=/swapfile bs=1M count=2048
lvextend -r -L +10G vg0/data
lvcreate -n data -L 10G vg0
vgextend vg0 /dev/sdb
resize2fs /dev/vg0/data
mkswap /swapfile
losetup -fP disk.img
iscsiadm -m discovery -t st -p 10.0.0.5
lvcreate -L 5G -s -n snap /dev/vg0/data
lvextend -l +100%FREE /dev/vg0/root
mount -o ro /dev/sdb1 /mnt/x
mount -a
swapon /swapfile
lvcreate -l 50%FREE -n x vg0
vgcreate vg1 /dev/sdd1
`,
  },
  {
    name: 'disks and file systems',
    level: 'destructive',
    commands: `
lvconvert --merge vg0/snap
mdadm --stop /dev/md0
umount -lf /mnt
swapoff -a
losetup -D
multipath -F
iscsiadm -m node -T iqn.x -u
exportfs -ua
lvresize -r -L -5G /dev/vg0/data
swapoff /dev/sda3
mount -o remount,ro /
umount -f /mnt/nfs
shred -uz secrets.txt
umount -l /data
shred -u x
swapoff -a && sed -i '/swap/d' /etc/fstab
`,
  },
  {
    name: 'disks and file systems',
    level: 'critical',
    commands: `
badblocks -wsv /dev/sdb
mkfs.xfs -f /dev/sdb1
mkfs -t ext4 /dev/sdb
wipefs -a /dev/sdb
dd if=/dev/zero of=/dev/sdb bs=1M
lvremove -f vg0/data
vgremove vg0
pvremove /dev/sdb
lvreduce -L -10G vg0/data
vgreduce vg0 /dev/sdb
mdadm --zero-superblock /dev/sdb
mdadm /dev/md0 --fail /dev/sdb --remove /dev/sdb
mdadm --create /dev/md0 --level=1 --raid-devices=2 /dev/sda /dev/sdb
sgdisk --zap-all /dev/sdb
parted -s /dev/sdb mklabel gpt
parted /dev/sdb rm 1
sfdisk --delete /dev/sdb 1
cryptsetup luksFormat /dev/sdb
cryptsetup luksErase /dev/sdb
cryptsetup luksKillSlot /dev/sdb 1
blkdiscard /dev/nvme0n1
nvme format /dev/nvme0n1 -s 1
hdparm --security-erase p /dev/sda
shred -n 3 /dev/sdb
fsck -y /dev/sda1
xfs_repair -L /dev/sdb1
sgdisk -d 1 /dev/sda
dmsetup remove_all --force
dd if=x.img of=/dev/sda
wipefs --all --force /dev/sd[b-d]
sgdisk -Z /dev/sdb && sgdisk -n 1:0:0 /dev/sdb
dd of=/dev/nvme0n1p2 if=backup.img bs=4M conv=fsync
lvremove -y /dev/vg0/snap
mkfs.btrfs -f -L data /dev/sdb /dev/sdc
cryptsetup erase /dev/sdb2
lvremove -f vg0
vgreduce --removemissing --force vg0
pvremove -ff /dev/sdb
mdadm --fail /dev/md0 /dev/sdb1
mkfs.ext4 -F /dev/vg0/data
parted -s /dev/sdb mklabel gpt mkpart primary 0% 100%
fdisk /dev/sdb
dd if=/dev/urandom of=/dev/sdb bs=1M status=progress
cryptsetup luksFormat --batch-mode /dev/sdb
mkfs -t xfs /dev/mapper/vg0-data
lvreduce -r -L 5G vg0/x
lvremove -y vg0/old && vgreduce vg0 /dev/sdc && pvremove /dev/sdc
wipefs -a /dev/sdb; sgdisk -Z /dev/sdb; partprobe
`,
  },
];
