// Files: making, moving, overwriting and deleting them.
import type { Case, ToolSpec } from '../spec.ts';

const ROOT: Case = {
  when: { place: 'root' },
  level: 'critical',
  says: 'Deletes {target}, a place a whole system or account depends on. Cannot be undone.',
  reversible: 'no',
};
const DEVICE: Case = {
  when: { place: 'device' },
  level: 'critical',
  says: 'Works on the device {target} itself; what it holds is lost.',
  reversible: 'no',
};
const INTO_DEVICE: Case = {
  when: { into: 'device' },
  level: 'critical',
  target: 'last',
  says: 'Writes over the device {target}; what it holds is lost.',
  deed: 'Overwrite {target}',
  reversible: 'no',
  undo: 'none',
  preview: 'none',
  safer: 'none',
};
const INTO_SYSTEM: Case = {
  when: { into: 'system' },
  level: 'destructive',
  target: 'last',
  says: 'Overwrites {target}, which the system depends on.',
  deed: 'Overwrite {target}',
  reversible: 'with-backup',
  undo: 'none',
  preview: 'none',
  safer: 'Copy the file that is there first.',
};

export const files: readonly ToolSpec[] = [
  {
    names: 'rm|grm',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Deletes {target}. Cannot be undone.',
        deed: 'Delete {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'ls -lad {operands}',
        safer: 'Move it aside first: mv -- PATH /tmp/',
        raise: [
          ROOT,
          DEVICE,
          {
            when: { has: '--no-preserve-root' },
            level: 'critical',
            says: 'Deletes {target} with the protection of / switched off. Cannot be undone.',
          },
        ],
      },
    },
  },
  {
    names: 'rmdir',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Deletes the empty folder {target}.',
        deed: 'Delete {target}',
        reversible: 'yes',
        undo: 'mkdir -p {operands}',
        preview: 'ls -la {operands}',
        safer: 'none',
      },
    },
  },
  {
    names: 'unlink|trash-empty|srm',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Deletes {target}. Cannot be undone.',
        deed: 'Delete {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'ls -la {operands}',
        safer: 'none',
        raise: [ROOT],
      },
    },
  },
  { names: 'trash|trash-put|gio', verbs: { '*': { level: 'change', says: 'Moves {target} to the trash.', reversible: 'yes' } } },
  {
    names: 'shred',
    valued: '-n -s --iterations --size --random-source',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Overwrites {target} so that it cannot be recovered.',
        deed: 'Shred {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'ls -la {operands}',
        safer: 'none',
        raise: [ROOT, DEVICE],
      },
    },
  },
  {
    names: 'truncate',
    valued: '-s -r --size --reference',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Cuts or extends {target}; what is cut off is lost.',
        deed: 'Truncate {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'ls -la {operands}',
        safer: 'none',
        raise: [DEVICE],
      },
    },
  },
  {
    names: 'mv|gmv|rename|prename',
    valued: '-t -S --target-directory --suffix',
    verbs: {
      '*': {
        level: 'change',
        says: 'Moves {target}; a file of that name already there is replaced.',
        deed: 'Move {first}',
        reversible: 'yes',
        undo: 'Move it back.',
        raise: [
          INTO_DEVICE,
          INTO_SYSTEM,
          {
            ...ROOT,
            says: 'Moves {target}, a place a whole system or account depends on.',
            undo: 'none',
            preview: 'none',
            safer: 'none',
            deed: 'Move {first}',
          },
          {
            when: { matches: /^\/dev\/null$/ },
            level: 'destructive',
            says: 'Moves {first} where it is lost.',
            deed: 'Lose {first}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { has: '-f --force' },
            level: 'destructive',
            says: 'Moves {target}, replacing what is there without asking.',
            deed: 'Move {first} over {last}',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'mv -n',
          },
        ],
      },
    },
  },
  {
    names: 'cp|gcp|install',
    valued: '-t -S -m -o -g --target-directory --suffix --mode --owner --group',
    verbs: {
      '*': {
        level: 'change',
        says: 'Copies to {last}; a file of that name already there is replaced.',
        target: 'last',
        deed: 'Copy to {last}',
        reversible: 'with-backup',
        raise: [INTO_DEVICE, INTO_SYSTEM],
      },
    },
  },
  {
    names: 'ln',
    valued: '-t -S --target-directory --suffix',
    verbs: {
      '*': {
        level: 'change',
        says: 'Creates the link {last}.',
        target: 'last',
        deed: 'Link {last}',
        reversible: 'yes',
        raise: [INTO_SYSTEM, { when: { has: '-f --force' }, level: 'change', says: 'Creates the link {last}, replacing what is there.' }],
      },
    },
  },
  {
    names: 'mkdir|mkfifo|mktemp|touch',
    valued: '-m -d -t -r --mode --date --reference',
    verbs: { '*': { level: 'change', says: 'Creates {target}.', deed: 'Create {target}', reversible: 'yes' } },
  },
  { names: 'mknod', verbs: { '*': { level: 'change', says: 'Creates the device node {first}.', reversible: 'yes' } } },
  {
    names: 'chmod|chown|chgrp|chattr|setfacl|setcap|chcon|restorecon|xattr',
    valued: '--reference --from -m -x -b',
    verbs: {
      '*': {
        level: 'change',
        says: 'Changes who may use {target}.',
        target: 'rest',
        deed: 'Change access to {target}',
        reversible: 'with-backup',
        undo: 'Set the old mode and owner again.',
        raise: [
          {
            when: { place: 'root' },
            level: 'critical',
            says: 'Changes who may use {target}; a system whose access rights are wrong may not start.',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { has: '-R --recursive' },
            level: 'destructive',
            says: 'Changes who may use everything under {target}; the old rights are not kept.',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'Save the rights first: getfacl -R PATH > acl.txt',
          },
          {
            when: { place: 'system' },
            level: 'destructive',
            says: 'Changes who may use {target}, which the system depends on.',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { matches: /^[0-7]?777$|^[ugoa]*\+.*s|^[2467]\d{3}$|^(?:a|o)\+\w*w|^0?000$/ },
            level: 'destructive',
            says: 'Opens {target} to everybody, or lets it run with other rights.',
            reversible: 'yes',
            undo: 'Set the old mode again.',
            preview: 'none',
            safer: 'Grant it to one user or group.',
          },
        ],
      },
    },
  },
  {
    names: 'dd',
    verbs: {
      '*': {
        level: 'change',
        says: 'Copies data: {target}.',
        reversible: 'with-backup',
        cases: [{ when: { matches: /^of=\/dev\/null$/ }, level: 'read', says: '' }],
        raise: [
          {
            when: { matches: /^of=\/dev\/(?!null|zero|stdout|stderr|fd\/)|^of=["']?\$/ },
            level: 'critical',
            says: 'Writes over a device: {target}. What it holds is lost.',
            deed: 'Overwrite a device',
            confirm: 'last',
            reversible: 'no',
            undo: 'none',
            preview: 'lsblk',
            safer: 'none',
          },
          {
            when: { matches: /^of=\/(?:etc|boot|usr|bin|lib|sbin)\// },
            level: 'destructive',
            says: 'Overwrites a system file: {target}.',
            deed: 'Overwrite a system file',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
    },
  },
  {
    names: 'tee',
    verbs: {
      '*': {
        level: 'change',
        says: 'Writes {target}.',
        reversible: 'with-backup',
        cases: [
          { when: { most: 0 }, level: 'read', says: '' },
          { when: { matches: /^\/dev\/(?:null|stderr|stdout|tty)$/, most: 1 }, level: 'read', says: '' },
        ],
        raise: [
          { ...DEVICE, undo: 'none', preview: 'none', safer: 'none', deed: 'Overwrite {target}' },
          {
            when: { place: 'system' },
            level: 'destructive',
            says: 'Overwrites {target}, which the system depends on.',
            deed: 'Overwrite {target}',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'Copy the file that is there first.',
          },
        ],
      },
    },
  },
  {
    names: 'split|csplit|sponge',
    valued: '-b -l -n -a -C',
    verbs: { '*': { level: 'change', says: 'Writes files: {target}.', reversible: 'yes' } },
  },
  {
    names: 'iconv',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        valued: '-f -t -o',
        raise: [{ when: { has: '-o --output' }, level: 'change', target: '-o --output', says: 'Writes {target}.' }],
      },
    },
  },
  {
    names: 'gzip|bzip2|xz|zstd|lzma|pigz|lz4|gunzip|bunzip2|unxz|unzstd|compress|uncompress',
    valued: '-S -o -T',
    verbs: {
      '*': {
        level: 'change',
        says: 'Replaces {target} by its packed or unpacked form.',
        reversible: 'yes',
        cases: [
          { when: { has: '-l --list -t --test -c --stdout --to-stdout' }, level: 'read', says: '' },
          { when: { most: 0 }, level: 'read', says: '' },
        ],
      },
    },
  },
  {
    names: 'unzip|zip|cpio',
    valued: '-d -x -P',
    verbs: {
      '*': {
        level: 'change',
        says: 'Packs or unpacks {first}; files of the same names are replaced.',
        target: 'first',
        reversible: 'with-backup',
        cases: [
          { when: { has: '-l -t -v -Z -p -c -z --list -tv', lacks: '-o -d' }, level: 'read', says: '' },
          { when: { first: 'l t i b' }, level: 'read', says: '' },
        ],
        raise: [
          {
            when: { first: 'd' },
            level: 'destructive',
            says: 'Deletes files from the archive {last}.',
            deed: 'Delete from an archive',
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
    names:
      'mkfs|mke2fs|mkswap|newfs|mkfs.ext2|mkfs.ext3|mkfs.ext4|mkfs.xfs|mkfs.btrfs|mkfs.vfat|mkfs.fat|mkfs.ntfs|mkfs.f2fs|mkfs.exfat|mkfs.minix|mkfs.msdos|mkfs.jfs|mkfs.reiserfs|mkntfs|wipefs|blkdiscard|badblocks',
    valued: '-t -L -U -b -n -m -O -E -N -i -I -T -o',
    verbs: {
      '*': {
        level: 'critical',
        says: 'Erases the file system on {last}. Cannot be undone.',
        target: 'last',
        deed: 'Erase {last}',
        reversible: 'no',
        undo: 'none',
        preview: 'lsblk -f',
        safer: 'none',
        cases: [{ when: { has: '--no-act --help --version -V' }, level: 'read', says: '' }],
      },
    },
  },
  {
    names: '7z|7zz|7za|7zr|unrar|rar|ar',
    dashes: 'single',
    verbs: {
      '*': {
        level: 'change',
        says: 'Packs or unpacks {second}; files of the same names are replaced.',
        target: 'second',
        reversible: 'with-backup',
        cases: [
          { when: { first: 'l t i b h lt lb v vt p tv', lacks: '-o -sdel' }, level: 'read', says: '' },
          { when: { most: 0 }, level: 'read', says: '' },
        ],
        raise: [
          {
            when: { first: 'd' },
            level: 'destructive',
            says: 'Deletes files from the archive {second}.',
            deed: 'Delete from an archive',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
    },
  },
];
