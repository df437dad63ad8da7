// What the effect of a spec means for one call: the case that applies, what makes it worse, and the draft of a finding.
import type { Invocation, Word } from '../parse/invocation.ts';
import { LEVELS, type Level } from '../step.ts';
import { READS, type ReadyTool } from './compile.ts';
import { type Draft, draftOf } from './draft.ts';
import { unnamed } from './endings.ts';
import { pickWords, valuesOf } from './fill.ts';
import type { Settled } from './judging.ts';
import { isPlace } from './places.ts';
import type { Case, Effect, Verb } from './spec.ts';
import { tagsOf } from './targets.ts';
import { applies, type Call, isRehearsal } from './when.ts';
import { WORDS } from './words.ts';

const rank = (level: Level): number => LEVELS.indexOf(level);

/** What a verb does in this call: its own effect or the first case that applies, made worse by every raise that holds. */
export function effectOf(invocation: Invocation, settled: Settled): Draft | null {
  const { found, call } = settled;
  const verb: Verb = found?.verb.verb ?? READS;
  const chosen = verb.cases?.find((item) =>
    applies(item.when, call, rank(item.level ?? verb.level) < rank(verb.level) ? 'exact' : 'abbreviated'),
  );
  let effect: Effect = chosen === undefined ? verb : merge(verb, chosen);
  const rehearsal = isRehearsal(call.args, verb.dryRun ?? settled.tool.spec.dryRun);
  if (rehearsal) effect = READS;
  return worstRaise(invocation, { ...settled, effect, rehearsal });
}

const merge = (effect: Effect, { when: _, ...changed }: Case): Effect => ({ ...effect, ...changed });

/** The worst of what can only make a call worse; null when nothing does. */
export function worstRaise(invocation: Invocation, settled: Settled & { effect?: Effect; rehearsal?: boolean }): Draft | null {
  const { tool, found, call } = settled;
  let effect = settled.effect ?? READS;
  const raises = [...(settled.rehearsal === true ? [] : (found?.verb.verb.raise ?? [])), ...(tool.spec.raise ?? [])];
  for (const raise of raises) {
    const raised = merge(effect, raise);
    if (rank(raised.level) > rank(effect.level) && applies(raise.when, call, 'abbreviated')) effect = raised;
  }
  if (effect.level === 'read') return mayHideOptions(found?.verb.verb.raise ?? [], call) ? splitOption(invocation, settled) : null;
  return draftFrom(invocation, { ...settled, effect });
}

/** An unquoted value can bring its own options, which matters where options decide. */
function mayHideOptions(raises: readonly Case[], { args, operands }: Call): boolean {
  if (!raises.some((raise) => raise.when.has !== undefined)) return false;
  // `<(ls)` becomes a path, whatever it prints.
  const hides = (word: Word): boolean =>
    word.kind === 'dynamic' &&
    !/^[<>]\(/.test(word.source) &&
    ((word.splits && word.lead === '') || word.lead === '-' || word.lead === '--');
  return operands.slice(0, args.dash < 0 ? operands.length : args.dash).some(hides) || args.options.some((option) => hides(option.word));
}

function splitOption(invocation: Invocation, { call, tool }: Settled): Draft {
  const word = [...call.operands, ...call.args.options.map((option) => option.word)].find((one) => one.kind === 'dynamic');
  const args = { target: word?.source ?? '', what: tool.name };
  return draftOf(invocation, `${tool.name}.options`, { level: 'change', says: WORDS.splitOption, args, deed: WORDS.runChange });
}

function draftFrom(invocation: Invocation, settled: Settled & { effect: Effect }): Draft {
  const { tool, found, call, effect } = settled;
  const path = found?.verb.path ?? '';
  const verb = path === '*' ? '' : path;
  const command = invocation.words.map((word) => word.source).join(' ');
  const pick = effect.target ?? tool.spec.subject ?? 'all';
  const args = valuesOf(pick, call, { tool: tool.name, verb, command });
  const picked = pickWords(call, pick);
  const confirmed = pickWords(call, effect.confirm ?? pick).at(-1);
  const confirm =
    confirmed?.kind === 'literal' && confirmed.text.trim() !== '' && confirmed.text.length <= 80
      ? typedName(tool, confirmed.text)
      : `${tool.name} ${verb}`.trim();
  const { level, reversible, undo, preview, safer } = effect;
  const says = picked.length > 0 ? effect.says : unnamed(effect.says);
  const deed = picked.length > 0 || effect.deed !== WORDS.deedEnds ? effect.deed : WORDS.deedChange;
  const kept = intoSystem(effect, picked);
  const optional = Object.fromEntries(
    Object.entries({ deed, reversible, undo, preview, safer }).filter(([, value]) => value !== undefined),
  );
  return {
    ...draftOf(invocation, `${tool.name}.${verb.replaceAll(' ', '.') || 'run'}`, { level, says, args }),
    ...optional,
    ...(kept === undefined
      ? {}
      : { level: 'destructive', says: WORDS.overwriteSystem, args: { ...args, target: kept.text }, reversible: 'with-backup' }),
    tags: [...(effect.tags ?? []), ...tagsOf(tool, { invocation, args: call.args })],
    ...(picked.length > 0 ? { target: String(args.target) } : {}),
    confirm,
  };
}

/** The file of this host that a milder effect writes, where an option names it: `curl -o /etc/hosts`. */
function intoSystem({ level, target }: Effect, picked: readonly Word[]): Word | undefined {
  if (level !== 'change' || target?.startsWith('-') !== true) return undefined;
  return picked.find((word) => isPlace(word, 'system') || isPlace(word, 'device'));
}

/** `of=/dev/sda` is typed as `/dev/sda`, kubectl's `namespace/payments` as `payments`. */
function typedName({ spec }: ReadyTool, text: string): string {
  const value = text.replace(/^\w+=/, '');
  return spec.names.startsWith('kubectl') ? value.replace(/^[a-z.]+\//, '') : value;
}
