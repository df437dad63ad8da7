// Commands about pools of storage, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const POOLS: readonly Group[] = [
  {
    name: 'pools of storage',
    level: 'read',
    commands: `
ceph -s
ceph health detail
ceph osd tree
ceph osd df tree
ceph df
ceph pg dump_stuck
ceph osd pool ls detail
ceph config dump
ceph osd ok-to-stop 3
ceph osd safe-to-destroy 3
ceph mon stat
rbd ls -p vms
rbd info vms/disk1
rbd snap ls vms/disk1
rados df
ceph-volume lvm list
ceph orch ps
zpool status -v tank
zpool list -o name,size,free,health
zfs list -t snapshot -o name,used -s used
zfs get compression,mountpoint tank/data
zpool iostat -v 5 3
zpool history tank
zfs diff tank/data@a tank/data@b
zfs destroy -nv tank/data@old
zpool import
zfs send -nv tank/data@a
drbdadm status
gluster volume info
linstor node list
longhornctl check preflight
zfs get -r -H -o name,value mountpoint tank
zpool events -v | tail -50
ceph tell osd.3 version
ceph pg 1.2f query
rbd status vms/disk1
btrfs filesystem usage /mnt
zpool get all tank
zfs list -o space -r tank
ceph osd perf
ceph device ls
ceph fs status
ceph balancer status
rbd du vms
rados -p rbd ls | wc -l
zpool status | grep -E 'state|errors'
ceph osd dump | grep flags
ceph mgr services
`,
  },
  {
    name: 'pools of storage',
    level: 'change',
    commands: `
ceph osd set noout
ceph osd unset noout
ceph osd pool create rbd 128
ceph config set osd osd_max_backfills 1
rbd create vms/disk2 --size 10G
rbd snap create vms/disk1@s1
zfs create tank/new
zfs snapshot -r tank/data@before
zfs set compression=zstd tank/data
zpool scrub tank
zfs clone tank/data@a tank/clone
zfs mount tank/data
zpool online tank sdb
zpool import tank
zfs hold keep tank/data@a
zfs create -o mountpoint=/srv/x -o compression=lz4 tank/x
zfs allow bob create,mount tank/home
zpool set autotrim=on tank
ceph osd pool set rbd size 3
ceph orch apply osd --all-available-devices
rbd map vms/disk1
zfs snapshot tank/db@$(date +%F)
zfs set quota=none tank/x
zpool scrub -w tank
ceph osd set noout && ceph osd set norebalance
ceph orch host add n4 10.0.0.4
rbd snap create vms/d1@before
zfs hold k tank/x@y
ceph osd pool create p 32 32
ceph orch daemon add osd h:/dev/sdb
ceph config set mon auth_allow_insecure_global_id_reclaim false
zfs snapshot -r tank@pre && zfs list -t snapshot
`,
  },
  {
    name: 'pools of storage',
    level: 'destructive',
    commands: `
ceph osd out 3
ceph osd down 3
ceph auth del osd.3
ceph auth get client.admin
ceph auth print-key client.admin
rbd rm vms/disk1
rbd snap purge vms/disk1
rbd snap rollback vms/disk1@s1
rados -p rbd rm obj
ceph osd set pause
ceph orch daemon restart osd.3
zpool offline tank sdb
zpool detach tank sdb
zpool export tank
zfs destroy tank/data@old
zpool import -F -f tank
zfs unmount -f tank/data
drbdadm down r0
gluster volume stop v
gluster peer detach n2
linstor resource delete n1 r1
zfs set readonly=on tank/data
zfs set mountpoint=none tank/data
zpool import -fFX tank
btrfs subvolume delete /mnt/@home
ceph config-key rm mgr/dashboard/key
ceph fs subvolumegroup rm cephfs csi
ceph osd pool set rbd size 1 --yes-i-really-mean-it
zfs rollback tank/db@a
ceph osd out 5
rbd rm vms/vm-101-disk-0
rados -p x rmsnap s
zfs destroy tank/x@a%b
zpool export -f tank
ceph osd down 1
ceph mgr fail
ceph orch host rm h --force
rbd snap rollback p/i@s
`,
  },
  {
    name: 'pools of storage',
    level: 'critical',
    commands: `
ceph osd purge 3 --yes-i-really-mean-it
ceph osd destroy 3 --yes-i-really-mean-it
ceph osd rm 3
ceph osd pool delete rbd rbd --yes-i-really-really-mean-it
ceph osd crush remove osd.3
ceph mon remove c
ceph fs rm cephfs --yes-i-really-mean-it
rados purge rbd --yes-i-really-really-mean-it
ceph-volume lvm zap /dev/sdb --destroy
ceph orch osd rm 3 --force
zpool destroy -f tank
zpool labelclear -f /dev/sdb
zpool remove tank sdb
zpool create tank mirror sda sdb
zpool create -f tank /dev/sda
zfs destroy -r tank/data
zfs rollback -r tank/data@before
zfs recv -F tank/copy < dump
zfs send tank/data@a | ssh nas zfs recv -F tank/backup
zpool replace tank sdb sdc
drbdadm invalidate r0
drbdadm wipe-md r0
gluster volume delete v
zfs destroy -R tank/x@%
zpool split tank tank2
ceph osd crush rm host3
radosgw-admin user rm --uid=x --purge-data
cephadm rm-cluster --fsid abc --force
rbd trash purge vms
zfs destroy -rf tank/data
ceph osd pool delete p p --yes-i-really-really-mean-it
zpool labelclear /dev/sdc
ceph osd out 3 && sleep 60 && ceph osd purge 3 --yes-i-really-mean-it
`,
  },
];
