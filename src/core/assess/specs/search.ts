// Tools that mostly search and rewrite text, and archives.
import type { ToolSpec } from '../spec.ts';

const RUNS = {
  level: 'destructive',
  says: 'Runs another program that is not shown.',
  deed: 'Run unseen code',
  reversible: 'unknown',
  undo: 'none',
  preview: 'none',
  safer: 'none',
} as const;
const AWK = 'awk|gawk|mawk|nawk';

export const search: readonly ToolSpec[] = [
  {
    names: 'find|gfind|bfs|fd|fdfind',
    noHelp: true,
    dashes: 'single',
    valued:
      '-name -iname -path -ipath -wholename -regex -iregex -type -size -mtime -mmin -atime -amin -ctime -cmin -newer -anewer -cnewer -maxdepth -mindepth -user -group -uid -gid -perm -links -inum -printf -regextype -fstype -samefile -lname -ilname -newermt -used -context -D -O -fprint -fprintf -fls -fprint0 -e -E -t -d -S --extension --exclude --type --max-depth',
    flags:
      '-delete -print -print0 -ls -prune -quit -o -a -not -and -or -true -false -depth -xdev -mount -follow -daystart -empty -executable -readable -writable -H -L -P',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          {
            when: { has: '-delete', place: 'root' },
            level: 'critical',
            says: 'Deletes what it finds under {first}, a place a whole system or account depends on. Cannot be undone.',
            target: 'first',
            deed: 'Delete under {first}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'The same without -delete lists what would go.',
          },
          {
            when: { has: '-delete' },
            level: 'destructive',
            says: 'Deletes every file it finds under {target}. Cannot be undone.',
            target: 'first',
            deed: 'Delete what it finds under {first}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'The same without -delete lists what would go.',
          },
          {
            when: { has: '-fprint -fprintf -fls -fprint0' },
            level: 'change',
            target: '-fprint -fprintf -fls -fprint0',
            says: 'Writes {target}, replacing what it held.',
          },
        ],
      },
    },
  },
  {
    names: 'sed|gsed',
    valued: '-e -f -l --expression --file --line-length',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          {
            when: { has: '-i --in-place', place: 'system' },
            level: 'destructive',
            says: 'Rewrites {last} in place, which the system depends on.',
            target: 'last',
            deed: 'Rewrite {last}',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'Keep a copy: sed -i.bak',
          },
          {
            when: { has: '-i --in-place -I' },
            level: 'change',
            says: 'Rewrites {last} in place.',
            target: 'last',
            reversible: 'with-backup',
          },
          {
            when: { matches: /(?:^|[;}\n\d$/])\s*[wW]\s*\S|\/[gip\d]*w\s+\S/ },
            level: 'change',
            says: 'Writes to files named in the sed script.',
          },
          { when: { matches: /(?:^|[;{}\n\d$])\s*e(?:\s|$)|(?:^|[;}\d\s])s(.).*\1.*\1[gip\d]*e[gip\d]*\s*(?:;|$)/ }, ...RUNS },
          { when: { has: '-f --file' }, level: 'change', says: 'Runs a sed script from a file that is not shown.' },
        ],
      },
    },
  },
  {
    names: AWK,
    valued: '-F -v -f -i -e -E --field-separator --assign --file --source --include',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        raise: [
          { when: { matches: /system\s*\(|\|\s*getline|\|&|["')\w$]\s*\|\s*["'\w$]|getline\s*<\s*"\/inet/ }, ...RUNS },
          { when: { matches: /print[^|]*>\s*\S/ }, level: 'change', says: 'Writes files named in the awk program.' },
          { when: { has: '-f --file -E -i --include -l --load' }, ...RUNS },
        ],
      },
    },
  },
  {
    names: 'tar|gtar|bsdtar',
    valued:
      '-f -C -T -X -b -H -I -F --file --directory --files-from --exclude --exclude-from --use-compress-program --strip-components --transform --to-command --checkpoint-action --rsh-command --owner --group --mode --mtime --newer --index-file',
    verbs: {
      '*': {
        level: 'change',
        says: 'Packs or unpacks an archive; files of the same names are replaced.',
        deed: 'Run tar',
        reversible: 'with-backup',
        cases: [
          {
            when: { has: '-t --list', lacks: '-x -c -r -u -A --extract --get --create --append --update --delete' },
            level: 'read',
            says: '',
          },
          {
            when: { matches: /^[vzjJf]*t[vzjJfp]*$/, lacks: '-x -c -r -u -A --extract --get --create --append --update --delete' },
            level: 'read',
            says: '',
          },
        ],
        raise: [
          {
            when: { has: '--to-command --checkpoint-action --use-compress-program --info-script --new-volume-script --rsh-command -I -F' },
            ...RUNS,
          },
          {
            when: { has: '--remove-files --delete --overwrite --recursive-unlink --unlink-first' },
            level: 'destructive',
            says: 'Deletes or replaces files while packing or unpacking.',
            deed: 'Run tar',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
          {
            when: { has: '-C --directory', matches: /^\/(?:$|etc|usr|bin|boot|lib)/ },
            level: 'destructive',
            says: 'Unpacks over system folders.',
            deed: 'Unpack over the system',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'Unpack into an empty folder first.',
          },
        ],
      },
    },
  },
  {
    names: 'rsync',
    valued:
      '-e -f -B -T -M --rsh --exclude --include --exclude-from --include-from --files-from --filter --rsync-path --bwlimit --port --timeout --backup-dir --suffix --link-dest --compare-dest --partial-dir --log-file --chmod --chown --max-size --min-size --password-file',
    verbs: {
      '*': {
        level: 'change',
        says: 'Copies to {last}; files that differ there are replaced.',
        target: 'last',
        deed: 'Copy to {last}',
        reversible: 'with-backup',
        dryRun: '-n --dry-run',
        raise: [
          {
            when: {
              has: '--delete --del --delete-before --delete-during --delete-after --delete-delay --delete-excluded --delete-missing-args',
            },
            level: 'destructive',
            says: 'Makes {last} a copy, deleting everything there that the source does not have.',
            target: 'last',
            deed: 'Mirror onto {last}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'Add --dry-run first, or --backup-dir.',
          },
          {
            when: { has: '--remove-source-files' },
            level: 'destructive',
            says: 'Copies to {last} and deletes the source files.',
            target: 'last',
            deed: 'Move to {last}',
            reversible: 'yes',
            undo: 'Copy them back.',
            preview: 'none',
            safer: 'Add --dry-run first.',
          },
          {
            when: { into: 'root' },
            level: 'destructive',
            says: 'Copies over {last}, which the system depends on.',
            target: 'last',
            deed: 'Copy over {last}',
            reversible: 'with-backup',
            undo: 'none',
            preview: 'none',
            safer: 'Add --dry-run first.',
          },
          { when: { given: { option: '-e --rsh', matches: /^(?!(?:\S*\/)?ssh(?:\s+-[46Cpil]\S*(?:\s+[\w./~-]+)?)*\s*$)/ } }, ...RUNS },
        ],
      },
    },
    tags: ['network'],
  },
];
