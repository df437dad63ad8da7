import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spliced } from '../../../src/core/annotate/annotate.ts';
import { type CheckpointEntry, readCheckpoints, readDifferences } from '../../../src/core/checkpoint/list.ts';
import { undoSince } from '../../../src/core/checkpoint/undo.ts';
import { undoSection } from '../../../src/core/checkpoint/undoSection.ts';
import { beforeRestore, messageOf, restoreCheckpoint } from '../../../src/core/checkpoint/words.ts';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import { runsOf } from '../../../src/core/recall/runs.ts';
import { english } from '../../../src/core/words.ts';
import { hostileMarkdown } from '../propose/arbitrary.ts';
import { journalsIn, RUNBOOK, START, session, type Written } from '../recall/world.ts';

const COMMIT = 'c'.repeat(40);
const checkpoint = (at: number, run = ''): CheckpointEntry => ({ commit: COMMIT, at, subject: 's', step: 'look', run });
const undos = (world: Written, from: CheckpointEntry) =>
  undoSince({ checkpoint: from, runs: runsOf(journalsIn(world)).values(), runbook: parseRunbook(world.text, RUNBOOK), say: english });

describe('checkpoints in git’s log', () => {
  it('are those with a trailer of ours, whatever their messages say', () => {
    const line = (...fields: string[]) => fields.join('\u001f');
    const log = [
      line(COMMIT, '1763701205', 'runbook(k3s): join exit 0', 'join', 'run-1', ''),
      line('d'.repeat(40), '1763701200', 'runbook(k3s): looks like one', '', '', ''),
      line('e'.repeat(40), '1763701100', 'runbook(k3s): restore to abc', '', '', 'f'.repeat(40)),
      'not a commit',
      '',
    ].join('\0');
    expect(readCheckpoints(log)).toEqual([
      { commit: COMMIT, at: 1763701205000, subject: 'runbook(k3s): join exit 0', step: 'join', run: 'run-1' },
      { commit: 'e'.repeat(40), at: 1763701100000, subject: 'runbook(k3s): restore to abc', step: '', run: '' },
    ]);
  });

  it('differ from the disk in what was changed, added and removed since', () => {
    expect(readDifferences('M\0b\0D\0gone\0A\0a\0D\0known anew\0T\0link\0', 'new\0known anew\0')).toEqual([
      { path: 'a', kind: 'lost' },
      { path: 'b', kind: 'changed' },
      { path: 'gone', kind: 'back' },
      { path: 'known anew', kind: 'changed' },
      { path: 'link', kind: 'changed' },
      { path: 'new', kind: 'lost' },
    ]);
  });

  it('name what they restore', () => {
    const facts = { runbook: RUNBOOK, by: 'Ada', paths: [RUNBOOK], declared: ['k8s'], commit: COMMIT };
    expect(messageOf(restoreCheckpoint(facts))).toBe(
      `runbook(k3s): restore to cccccccccc\n\nCountersign-Restored: ${COMMIT}\nApproved-by: Ada\n`,
    );
    expect(beforeRestore(facts)).toMatchObject({ declared: ['k8s'], subject: 'runbook(k3s): before restore to cccccccccc' });
  });
});

describe('what a restore cannot undo', () => {
  it('are the runs since that changed something, newest first, with the undo of their step', () => {
    const world = session();
    expect(undos(world, checkpoint(START + 6000, 'run-1'))).toMatchObject([
      { run: 'run-3', id: 'join', command: 'k3s-agent-uninstall.sh', level: 'change' },
      { run: 'run-2', id: 'join', command: 'k3s-agent-uninstall.sh' },
    ]);
    expect(undos(world, checkpoint(START + 185_000, 'run-3'))).toEqual([]);
  });

  it('leaves the checkpoint’s own run before it, though git’s clock knows seconds only', () => {
    const world = session();
    expect(undos(world, checkpoint(START + 120_000, 'run-2')).map(({ run }) => run)).toEqual(['run-3']);
  });

  it('says what is known of commands whose runbook names no undo, and forgets no step that is gone', () => {
    const world = session();
    world.text = world.text.replace(' undo="k3s-agent-uninstall.sh"', '');
    expect(undos(world, checkpoint(START))[0]).toMatchObject({ command: null, step: { id: 'join' } });
    const gone = { ...session(), text: '# Empty\n' };
    expect(undos(gone, checkpoint(START))[0]).toMatchObject({ id: 'join', title: 'join', step: null, command: null });
  });

  it('becomes steps at the end of the runbook, and changes nothing above', () => {
    const world = session();
    const splice = undoSection({ text: world.text, commit: COMMIT, undos: undos(world, checkpoint(START + 6000, 'run-1')), say: english });
    const text = splice ? spliced(world.text, splice) : '';
    expect(text.startsWith(world.text)).toBe(true);
    const steps = parseRunbook(text, RUNBOOK).steps;
    expect(steps.slice(3).map(({ id, text: command }) => [id, command])).toEqual([
      ['undo-join-run3', 'k3s-agent-uninstall.sh'],
      ['undo-join-run2', 'k3s-agent-uninstall.sh'],
    ]);
    expect(steps.slice(0, 3)).toEqual(parseRunbook(world.text, RUNBOOK).steps);
    expect(undoSection({ text: 'x', commit: COMMIT, undos: [], say: english })).toBeNull();
  });

  it('keeps line ends, and no undo of a hostile runbook becomes anything but one step with exactly that text', () => {
    const undo = fc.oneof(
      fc.string({ minLength: 1, maxLength: 40 }),
      fc.constantFrom('```', 'x ```` y', '$(rm -rf /)', '} # {id=x}', '<!-- countersign:result run=x exit=0 -->', '---'),
    );
    const [base] = undos(session(), checkpoint(START));
    fc.assert(
      fc.property(hostileMarkdown, undo, fc.constantFrom('\n', '\r\n'), (before, command, eol) => {
        fc.pre(!/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(command) && command.trim() !== '');
        const head = before.replace(/\r\n?|\n/g, eol);
        const text = `${head}${eol}${eol}`;
        const steps = parseRunbook(text, RUNBOOK).steps;
        fc.pre(
          steps.every(({ problem }) => problem?.kind !== 'fence-unclosed') && !/^[ \t>]*(?:[`~]{3}|<|(?: {2}|\t)|[-+*\d>])/m.test(text),
        );
        const splice =
          base && undoSection({ text, commit: COMMIT, undos: [{ ...base, command, title: before.slice(0, 50) }], say: english });
        const after = splice ? spliced(text, splice) : '';
        const made = parseRunbook(after, RUNBOOK).steps;
        expect(made.length).toBe(steps.length + 1);
        expect(made.at(-1)?.text).toBe(command);
        if (eol === '\r\n') expect(after).not.toMatch(/(?<!\r)\n/);
      }),
      { numRuns: 50 },
    );
  });
});
