// The velocity guard's question in words.
import type { Moment } from '../../core/review/pace.ts';
import type { Say } from '../../core/words.ts';
import type { MomentView } from '../../protocol.ts';

// l10n
const SENTENCES: Readonly<Record<Moment['reason'], string>> = {
  unread: 'Of the last approvals, {count} came faster than their commands can be read.',
  growing: 'Each of the last {count} approvals came faster than the one before.',
  reflex: 'The last {count} steps were approved at the very instant their pause was over.',
};

export function momentView(moment: Moment, ready: boolean, say: Say): MomentView {
  return {
    sentence: say(SENTENCES[moment.reason], { count: moment.count }),
    answers: [
      { id: 'read', label: say('I did read them') },
      { id: 'slow', label: say('I was too fast: slow me down') },
    ],
    ready,
  };
}
