// What a verb that ends something does, in a sentence: for verbs of which nothing more is known than their words.
import { WORDS } from './words.ts';

/** A sentence about a target, and one for a call that names none. */
interface Ending {
  readonly words: RegExp;
  readonly says: string;
  readonly unnamed: string;
}

const ENDINGS: readonly Ending[] = [
  {
    words: /^(?:restart|reboot|reset|recreate|reinit|cycle|soft|recycle|reload|roll|racreset|hardreset|powercycle)$/,
    says: WORDS.endsRestart,
    unnamed: WORDS.endsRestartUnnamed,
  },
  {
    words:
      /^(?:stop|shutdown|halt|kill|terminate|poweroff|powerdown|off|suspend|pause|abort|cancel|down|stopp|hibernate|disable|deactivate|quit|close|undeploy|deallocate)$/,
    says: WORDS.endsStop,
    unnamed: WORDS.endsStopUnnamed,
  },
  {
    words: /^(?:restore|rollback|revert|undo|recover|downgrade|rewind|rebuild|replace|overwrite|reimage)$/,
    says: WORDS.endsBack,
    unnamed: WORDS.endsBackUnnamed,
  },
  { words: /^(?:failover|switchover|demote|promote|stepdown|leader)$/, says: WORDS.endsLead, unnamed: WORDS.endsLeadUnnamed },
  { words: /^(?:drain|evict|evacuate|decommission|migrate|move)$/, says: WORDS.endsDrain, unnamed: WORDS.endsDrainUnnamed },
  {
    words: /^(?:revoke|deny|ban|block|lock|seal|expire|invalidate|invalidation|rotate|rekey|logout|leave|yank|passwd)$/,
    says: WORDS.endsCut,
    unnamed: WORDS.endsCutUnnamed,
  },
  {
    words: /^(?:detach|disassociate|deregister|unregister|unassign|unbind|disconnect|release|unmount|umount|unload|unset|eject)$/,
    says: WORDS.endsApart,
    unnamed: WORDS.endsApartUnnamed,
  },
  { words: /^(?:mv|rename)$/, says: WORDS.endsMove, unnamed: WORDS.lexiconEnds },
  {
    words: /^(?:put|set|modify|update|edit|change|switch|swap)$/,
    says: WORDS.endsChange,
    unnamed: WORDS.endsChangeUnnamed,
  },
  {
    words:
      /^(?:delete|del|deletion|remove|rm|rmi|rmp|rb|destroy|drop|purge|prune|wipe|erase|uninstall|flush|truncate|forget|clear|clean|cleanup|empty|scrub|zap|delnode|unpublish)$/,
    says: WORDS.endsDelete,
    unnamed: WORDS.endsDeleteUnnamed,
  },
];

const OTHER: Ending = { words: /^/, says: WORDS.plainEnds, unnamed: WORDS.lexiconEnds };

/** The sentence for a verb such as `ec2 detach-volume`; it may name {tool}, {verb} and {target}. The last word that says something decides. */
export function endingOf(verb: string): string {
  const words = verb.toLowerCase().split(/[\s\-_:.]+/);
  const found = words.reverse().flatMap((word) => ENDINGS.filter((ending) => ending.words.test(word)))[0];
  return (found ?? OTHER).says;
}

const UNNAMED: ReadonlyMap<string, string> = new Map([...ENDINGS, OTHER].map(({ says, unnamed }) => [says, unnamed]));

/** The same for a call that names no target; a sentence that is none of these stays. */
export const unnamed = (says: string): string => UNNAMED.get(says) ?? says;
