// Proxmox VE: guests, containers, storage and the cluster.
import type { ToolSpec } from '../spec.ts';

const GUEST = { reversible: 'no', undo: 'none', preview: 'none', safer: 'none' } as const;

export const proxmox: readonly ToolSpec[] = [
  {
    names: 'qm|pct',
    valued: '--node --storage --name --snapname --timeout --output-format --target --newid',
    flags: '--force --purge --full --online --skiplock',
    reads:
      ', list, status, config, pending, listsnapshot, showcmd, cloudinit dump, cloudinit pending, agent, guest cmd, guest exec-status, df, cpusets, monitor, help, remote-migrate',
    changes:
      'create, start, clone, snapshot, resume, unlock, set, template, import, importdisk, importovf, disk import, sendkey, terminal, console, enter, cloudinit update, move-disk, move_disk, disk move, move-volume, resize, disk resize, mount, unmount, push, pull, rescan, guest exec, exec, nbdstop, mtunnel, wait, vncproxy',
    verbs: {
      destroy: {
        level: 'critical',
        says: 'Destroys guest {first} and its disks. Cannot be undone.',
        target: 'first',
        deed: 'Destroy guest {first}',
        reversible: 'no',
        undo: 'none',
        preview: '{tool} config {first}',
        safer: 'vzdump {first}',
      },
      'stop|reset|reboot|shutdown|suspend': {
        level: 'destructive',
        says: 'Stops or restarts guest {first}.',
        target: 'first',
        deed: 'Run {tool} {verb} {first}',
        reversible: 'yes',
        undo: '{tool} start {first}',
        preview: '{tool} status {first}',
        safer: 'none',
      },
      rollback: {
        level: 'critical',
        says: 'Puts guest {first} back to a snapshot; everything since is lost.',
        target: 'first',
        deed: 'Roll back guest {first}',
        reversible: 'no',
        undo: 'none',
        preview: '{tool} listsnapshot {first}',
        safer: '{tool} snapshot {first} before',
      },
      'delsnapshot|disk unlink|unlink': {
        level: 'destructive',
        says: 'Deletes a snapshot or a disk of guest {first}.',
        target: 'first',
        deed: 'Delete from guest {first}',
        ...GUEST,
      },
      migrate: {
        level: 'destructive',
        says: 'Moves guest {first} to node {last}.',
        target: 'first',
        deed: 'Migrate guest {first}',
        reversible: 'yes',
        undo: 'Migrate it back.',
        preview: '{tool} status {first}',
        safer: 'none',
      },
      restore: {
        level: 'critical',
        says: 'Restores guest {first}, replacing what is there.',
        target: 'first',
        deed: 'Restore guest {first}',
        ...GUEST,
      },
      'guest passwd|fsck|fstrim': {
        level: 'destructive',
        says: 'Works inside guest {first}.',
        target: 'first',
        deed: 'Run {tool} {verb}',
        ...GUEST,
      },
    },
    raise: [
      {
        when: { has: '--delete', matches: /^(?:scsi|virtio|ide|sata|mp|rootfs|unused|net)\d*/ },
        level: 'destructive',
        says: 'Takes a disk or device away from guest {first}.',
        target: 'first',
        deed: 'Change guest {first}',
        ...GUEST,
      },
    ],
  },
  {
    names: 'qmrestore',
    verbs: {
      '*': {
        level: 'critical',
        says: 'Restores guest {last}, replacing what is there.',
        target: 'last',
        deed: 'Restore guest {last}',
        ...GUEST,
      },
    },
  },
  {
    names: 'vzdump',
    verbs: {
      '*': {
        level: 'change',
        says: 'Backs up guest {target}.',
        deed: 'Back up {target}',
        reversible: 'yes',
        raise: [
          {
            when: { has: '--prune-backups --maxfiles --remove --stop --stopwait', lacks: '--remove=0' },
            level: 'destructive',
            says: 'Backs up guest {target} and removes older backups.',
            deed: 'Back up and prune',
            ...GUEST,
          },
        ],
      },
    },
  },
  {
    names: 'pvesh',
    valued: '--output-format',
    verbs: {
      get: { level: 'read', says: '' },
      'ls|usage|help': { level: 'read', says: '' },
      create: { level: 'destructive', says: 'Calls the API: creates or runs {first}.', target: 'first', deed: 'Call {first}', ...GUEST },
      set: { level: 'destructive', says: 'Calls the API: changes {first}.', target: 'first', deed: 'Change {first}', ...GUEST },
      delete: {
        level: 'critical',
        says: 'Calls the API: deletes {first}. Cannot be undone.',
        target: 'first',
        deed: 'Delete {first}',
        ...GUEST,
      },
    },
  },
  {
    names: 'pvecm',
    reads: ', status, nodes, help, qdevice status',
    changes: 'create, add, updatecerts, qdevice setup, addnode',
    verbs: {
      'delnode|expected|qdevice remove|mtunnel|keygen': {
        level: 'critical',
        says: 'Changes who belongs to the cluster or who may decide: {target}.',
        deed: 'Run pvecm {verb}',
        ...GUEST,
        preview: 'pvecm status',
      },
    },
  },
  {
    names:
      'pvesm|pvesr|pveceph|pveum|pvenode|ha-manager|pvesubscription|pveam|pvebanner|proxmox-backup-client|proxmox-backup-manager|pmxcfs|pveupgrade|pvedaemon|pvestatd',
    lexicon: true,
    reads: ', status, list, path, scan, lvmscan, nfsscan, cifsscan, available, config, groupstatus',
    changes: 'alloc, add, set, update, download',
    ends: 'free, remove, prune-backups, destroy, purge, stop, delete, rmpart, createosd',
    verbs: {},
  },
];
