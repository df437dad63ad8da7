// What redirections write to.
import type { Redirection } from '../parse/invocation.ts';
import { type Draft, draftOf } from './draft.ts';
import { holdsSecrets, isPath, isQuiet, normalPath } from './places.ts';
import { WORDS } from './words.ts';

const WRITES = new Set(['>', '>>', '>|', '&>', '&>>', '>&', '<>']);
// Files that decide who gets in or what runs: adding a line is enough.
const GATES =
  /(?:^|\/)(?:authorized_keys2?|sudoers(?:\.d\/.*)?|crontab|cron\.[^/]*\/.*|cron\.d\/.*|passwd|shadow|group|ld\.so\.[^/]*|sshd_config|pam\.d\/.*|\.bashrc|\.bash_profile|\.profile|\.zshrc|\.zprofile|\.gitconfig|\.npmrc|hooks\/[^/]+|sysrq-trigger|core_pattern)$/;

/** A redirection and where it stands; `empties`: nothing writes into it, as in `> file` and `: > file`. */
type Written = Redirection & { readonly via: readonly string[]; readonly empties?: boolean };

/** What writing to the target of a redirection means; null when nothing is kept. */
export function judgeRedirection(redirection: Written): Draft | null {
  const { operator, target, span, via, empties } = redirection;
  if (target === null) return null;
  const place = { span, via };
  const path = target.text;
  if (/^\/dev\/(?:tcp|udp)\//.test(target.lead)) {
    return draftOf(place, 'redirect.network', {
      level: 'destructive',
      says: WORDS.networkDevice,
      args: { target: path },
      target: path,
      tags: ['network'],
      deed: WORDS.deedConnect,
    });
  }
  if (!WRITES.has(operator) || (operator === '>&' && /^(?:\d+-?|-)$/.test(path)) || isQuiet(path)) return null;
  const written = judgeWrite({ place, path, append: operator.endsWith('>>') });
  const emptied = empties === true && !operator.endsWith('>>') && written.level === 'change';
  return emptied ? { ...written, level: 'destructive', says: WORDS.empties, reversible: 'no', deed: WORDS.deedOverwrite } : written;
}

/** What writing a file of this name means. */
function judgeWrite({ place, path, append }: { place: Pick<Draft, 'span' | 'via'>; path: string; append: boolean }): Draft {
  const args = { target: path };
  const base = { args, target: path, deed: WORDS.deedOverwrite };
  if (isPath(path, 'device')) {
    return draftOf(place, 'redirect.device', {
      ...base,
      level: 'critical',
      says: WORDS.overwriteDevice,
      reversible: 'no',
      confirm: normalPath(path),
    });
  }
  const gate = GATES.test(normalPath(path)) || holdsSecrets(path);
  if (gate || (!append && isPath(path, 'system'))) {
    return draftOf(place, 'redirect.system', {
      ...base,
      level: 'destructive',
      says: append ? WORDS.append : WORDS.overwriteSystem,
      reversible: 'with-backup',
    });
  }
  if (!append && /(?:^|\/)\.git\//.test(path))
    return draftOf(place, 'redirect.git', { ...base, level: 'destructive', says: WORDS.overwrite, reversible: 'no' });
  const says = append ? WORDS.append : WORDS.overwrite;
  return draftOf(place, append ? 'redirect.append' : 'redirect.write', {
    ...base,
    deed: WORDS.deedWrite,
    level: 'change',
    says,
    reversible: append ? 'yes' : 'with-backup',
  });
}
