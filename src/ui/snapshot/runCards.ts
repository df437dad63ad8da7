// The cards of a run: starting, running, ended.
import type { Failure } from '../../core/failure.ts';
import { wordFailure } from '../../core/failureWords.ts';
import { wordSigns } from '../../core/guard/words.ts';
import { hiddenExits } from '../../core/review/hiddenExits.ts';
import { isSettled, succeeded } from '../../core/review/recording.ts';
import type { Ended, Launching, Running } from '../../core/review/session.ts';
import { waitsForInput } from '../../core/review/waiting.ts';
import type { Shell } from '../../core/step.ts';
import type { Say } from '../../core/words.ts';
import type { OutcomeCard, RunningCard } from '../../protocol.ts';
import type { CardContext } from './cardContext.ts';
import { commandParts } from './commandParts.ts';
import { duration } from './format.ts';
import { ticketTitle } from './titles.ts';

export function launchingCard(launching: Launching, { say, now }: CardContext): RunningCard {
  const { ticket, approved, doom } = launching;
  const provider = approved.plan.secrets.providerPath !== null && launching.stage === 'start';
  return {
    kind: 'running',
    run: ticket.run,
    title: ticketTitle(ticket, say),
    level: ticket.level,
    command: commandParts(ticket.stepText, []),
    phase: doom ? 'cancelling' : 'starting',
    phaseText: doom ? say('Stopping before it starts') : provider ? say('1Password may be asking for your approval') : say('Starting'),
    elapsedMs: Math.max(0, now - ticket.at),
    lastLine: '',
  };
}

export function runningCard(running: Running, { say, now }: CardContext): RunningCard {
  const { ticket, cancelling, recovered } = running;
  const waits = waitsForInput(running, now);
  const text = recovered ? say('Running (found again after the window closed)') : say('Running');
  return {
    kind: 'running',
    run: ticket.run,
    title: ticketTitle(ticket, say),
    level: ticket.level,
    command: commandParts(ticket.stepText, []),
    phase: cancelling ? 'cancelling' : waits ? 'waiting' : 'running',
    phaseText: cancelling ? say('Cancelling') : waits ? say('Waiting for your answer in the terminal?') : text,
    elapsedMs: Math.max(0, now - running.startedAt),
    lastLine: running.lastLine,
  };
}

export function outcomeCard(ended: Ended, { say, shell }: CardContext & { readonly shell: Shell }): OutcomeCard {
  const { ticket, evidence } = ended;
  const excerpt = evidence?.excerpt;
  return {
    kind: 'outcome',
    run: ticket.run,
    title: ticketTitle(ticket, say),
    level: ticket.level,
    ok: succeeded(ended),
    ...(isReading(ended) ? { reading: true } : {}),
    statusText: statusText(ended, say),
    detailText: detailText(ended, say),
    command: commandParts(ticket.stepText, []),
    notable: excerpt ? [...excerpt.notable] : [],
    output: excerpt?.text ?? '',
    omittedText:
      excerpt && excerpt.omittedLines > 0
        ? say('{count} of {total} lines are only in the full log.', { count: excerpt.omittedLines, total: excerpt.totalLines })
        : '',
    warnings: [...outcomeWarnings(ended, say), ...hiddenWarning(ended, shell, say)],
    // Without evidence there is nothing to see: then the failure is what has to be read.
    seen: isSettled(ended) && (ended.seen || (ended.failure !== null && !ended.evidence)),
    next: nextActions(ended, say),
  };
}

const isReading = (ended: Ended): boolean => !ended.evidence && !ended.failure;

function statusText(ended: Ended, say: Say): string {
  const end = ended.evidence?.end;
  if (!end) return ended.failure ? say('Ended; its output could not be read') : say('Ended; reading its output');
  if (end.outcome === 'lost') return say('Exit code unknown');
  if (end.outcome === 'cancelled') return say('Cancelled');
  if (end.outcome === 'timeout') return say('Ended by its time limit');
  return end.signal ? say('Ended by {signal}', { signal: end.signal }) : say('Exit {exit}', { exit: end.exit ?? '?' });
}

function detailText(ended: Ended, say: Say): string {
  const parts: string[] = [];
  const took = ended.evidence?.durationMs;
  if (took !== null && took !== undefined) parts.push(duration(took, say));
  if (ended.commit) parts.push(say('checkpoint {commit}', { commit: ended.commit.slice(0, 7) }));
  else if (ended.stage === 'checkpoint' && !ended.failure) parts.push(say('making the checkpoint'));
  if (!succeeded(ended) && ended.evidence) parts.push(say('nothing after this runs by itself'));
  return parts.join(' · ');
}

function outcomeWarnings(ended: Ended, say: Say): OutcomeCard['warnings'] {
  const list: { text: string; action?: { id: 'retry-checkpoint'; label: string } }[] = [];
  if (ended.recovered || ended.evidence?.end.outcome === 'lost') list.push({ text: recoveredText(ended, say) });
  const unmasked = ended.evidence?.start?.unmasked ?? [];
  if (unmasked.length > 0)
    list.push({ text: say('{names}: too short or too common to be masked in the output.', { names: unmasked.join(', ') }) });
  if (ended.evidence?.start?.pty === false)
    list.push({ text: say('No terminal device could be had: the step ran through pipes, without colour and prompts.') });
  const signs = ended.evidence?.excerpt.signs ?? [];
  if (signs.length > 0) list.push({ text: wordSigns(signs, say) });
  for (const failure of ended.warnings) list.push({ text: words(failure, say) });
  if (ended.failure) list.push({ text: words(ended.failure, say), action: { id: 'retry-checkpoint', label: say('Try again') } });
  return list;
}

/** Exit 0 of a step whose parts can fail unnoticed. Of a plain list of commands it is said only when the output looks like trouble. */
function hiddenWarning(ended: Ended, shell: Shell, say: Say): OutcomeCard['warnings'] {
  if (!succeeded(ended)) return [];
  const looksBad = (ended.evidence?.excerpt.notable.length ?? 0) > 0;
  const hidden = hiddenExits({ command: ended.ticket.stepText, shell }).filter(({ by }) => by !== 'sequence' || looksBad);
  if (hidden.length === 0) return [];
  const names = hidden.map(({ program }) => program).join(', ');
  return [{ text: say('Exit 0 does not speak for {names}: read in the output how that went.', { names }) }];
}

function recoveredText(ended: Ended, say: Say): string {
  const end = ended.evidence?.end;
  if (end?.outcome === 'lost')
    return say('The runner was killed while it ran; the exit code is unknown. Check what it did before you go on.');
  return say('The window closed while it ran. How it ended: {status}.', { status: statusText(ended, say) });
}

function words(failure: Failure, say: Say): string {
  const { sentence, action } = wordFailure(failure, say);
  return `${sentence} ${action}`;
}

function nextActions(ended: Ended, say: Say): OutcomeCard['next'] {
  if (isReading(ended)) return [];
  if (ended.ticket.rehearses) {
    return [
      { how: 'go-on', label: say('Back to the step'), primary: true },
      { how: 'stop', label: say('Stop here'), primary: false },
    ];
  }
  if (succeeded(ended)) return [{ how: 'go-on', label: say('Next step'), primary: true }];
  return [
    { how: 'retry', label: say('Review it again'), primary: true },
    { how: 'go-on', label: say('Go on without it'), primary: false },
    { how: 'stop', label: say('Stop here'), primary: false },
  ];
}
