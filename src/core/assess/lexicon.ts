// What a verb most likely does, by the words it is made of: for verbs a spec does not list. Never used to call an unknown program harmless.

const READ = new Set(
  'get gets list ls describe desc show view inspect info status stat version help search find query check verify validate lint diff explain top logs log history cat print dump tail whoami which where lookup watch wait count head exists test preview plan doctor completion env dir tree capabilities usage summary estimate simulate detect ping can-i what-if compare scan audit visualize graph outputs output display read tap events trace'.split(
    ' ',
  ),
);
const ENDS = new Set(
  'delete del remove rm rmi destroy drop purge prune wipe erase terminate kill stop shutdown halt poweroff reboot restart reset revoke rotate uninstall unregister deregister detach disable deactivate cancel abort evict drain flush truncate clear clean cleanup empty reimage rebuild format rollback restore revert undo overwrite replace force failover switchover demote decommission deprovision release suspend pause archive expire invalidate disassociate leave forget unset downgrade prevent taint nuke scrub zap obliterate deprecate unpublish yank ban block deny lock seal rekey rmdir unlink decommission sync unsubscribe unassign untag unbind roll kick abandon close clobber discard ungrant detach unmount umount down takedown teardown'.split(
    ' ',
  ),
);
const CHANGES = new Set(
  'create add alter new init set put update upgrade edit modify apply patch enable start run install register attach associate import upload push publish deploy copy cp move mv rename tag untag label annotate grant allow join login logout configure config use select switch activate send invoke execute exec call submit trigger approve schedule resume unlock promote scale resize migrate export backup snapshot clone commit merge assign generate build sign encrypt decrypt mount bootstrap provision expose connect open write save store cache pull fetch download refresh reload change'.split(
    ' ',
  ),
);

export type Guess = 'read' | 'change' | 'destructive' | null;

/** The worst of some guesses. */
export function worstOf(guesses: readonly Guess[]): Guess {
  return (['destructive', 'change', 'read'] as const).find((level) => guesses.includes(level)) ?? null;
}

/** The kind of a single word such as `terminate-instances` or `rm`. */
export function guessWord(word: string): Guess {
  const whole = word.toLowerCase();
  // `env:unset`, `ps:kill`: the worst part decides.
  if (/^[a-z-]+(?::[a-z-]+)+$/.test(whole)) return worstOf(whole.split(':').map(guessWord));
  if (READ.has(whole)) return 'read';
  const tokens = whole.split(/[-_:.]/).filter(Boolean);
  const [first] = tokens;
  if (first === undefined) return null;
  // What only lists or shows does so whatever it is about: `get-invalidation`, `list-deleted-apps`.
  if (tokens.length > 1 && /^(?:get|list|describe|show|head|count|is|has)$/.test(first)) return 'read';
  if (ENDS.has(first) || (tokens.length > 1 && tokens.some((token) => STRONG.has(token)))) return 'destructive';
  if (CHANGES.has(first)) return 'change';
  return READ.has(first) || /^(?:batch-get|list|get|describe)/.test(whole) ? 'read' : null;
}

// Words that mean an end wherever they stand in a compound verb: `batch-delete-image`, `schedule-key-deletion`.
const STRONG = new Set([
  'delete',
  'deletion',
  'terminate',
  'destroy',
  'purge',
  'revoke',
  'drop',
  'wipe',
  'remove',
  'invalidation',
  'flush',
  'restore',
  'rollback',
  'failover',
  'decommission',
]);

/** Where in a path of words the verb stands. */
export interface VerbPlace {
  readonly at: 'any' | 'second' | 'last';
  /** How many words stand before the first option. */
  readonly before: number;
  /** Words that are no verbs here. */
  readonly nouns: readonly string[];
}

const NOUNS =
  /^(?:backup|snapshot|restore|release|archive|config|build|schedule|deploy|mount|cache|encrypt|export|import|lock|block|clone|store|sign|label|tag|test|run|image|upgrade|rollback|failover)s?$/;
const SHOWS = /^(?:list|ls|show|status|get|describe|info|inspect|history|view)$/;

/** The kind of a verb path. Where the place of the verb is not fixed, the first word that says anything decides, and a worse one right after it wins. */
export function guessVerb(path: readonly string[], { at, before, nouns }: VerbPlace): { readonly guess: Guess; readonly length: number } {
  const guessAt = (i: number): Guess => (nouns.includes(path[i] ?? '') && i < path.length - 1 ? null : guessWord(path[i] ?? ''));
  if (at !== 'any') {
    const place = at === 'second' ? 1 : Math.max(0, Math.min(path.length, before || path.length) - 1);
    const guess = guessAt(place);
    if (guess !== null) return { guess, length: place + 1 };
  }
  for (let i = 0; i < Math.min(path.length, 5); i++) {
    const guess = guessAt(i);
    if (guess === null) continue;
    const next = guessAt(i + 1);
    // `backup list`, `encrypt status`: a thing that is called like a deed, and then looked at.
    if (NOUNS.test(path[i] ?? '') && SHOWS.test(path[i + 1] ?? '')) return { guess: 'read', length: i + 2 };
    const worse = next === 'destructive' || (next === 'change' && guess === 'read');
    return worse ? { guess: next, length: i + 2 } : { guess, length: i + 1 };
  }
  return { guess: null, length: Math.min(path.length, 2) };
}
