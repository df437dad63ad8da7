// Disks, partitions, volumes and pools.
import type { ToolSpec } from '../spec.ts';

export const disks: readonly ToolSpec[] = [
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
