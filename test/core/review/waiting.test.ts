// A step that asks something in the terminal must not look like one that is merely slow, nor the other way round.
import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/core/review/reduce.ts';
import { LAUNCH_STAGES, type Session } from '../../../src/core/review/session.ts';
import { looksLikePrompt, QUIET_MS, waitsForInput } from '../../../src/core/review/waiting.ts';
import { approveAct, play, presented, seen } from '../../fakes/review.ts';

const ASKS = [
  'Password:',
  '[sudo] password for ada: ',
  'Do you want to continue? [Y/n] ',
  'Are you sure you want to continue connecting (yes/no/[fingerprint])? ',
  "Enter passphrase for key '/home/ada/.ssh/id_ed25519': ",
  'Proceed (y/n)',
  'Overwrite existing file? (yes/no)',
  'mysql> ',
  '>>> ',
  '--More--',
  '(END)',
  'Press any key to continue...',
  'Press Enter to continue',
  'Who takes over this authority? ',
];
const TELLS = [
  'update-initramfs: Generating /boot/initrd.img-6.8.8-1',
  'Reading package lists... Done',
  '[ 42%] Building CXX object src/x.o',
  'pod/web-0 condition met',
  '100% |*****************| 12 MB/s',
  'Listening on 0.0.0.0:8080',
  '',
];

describe('a line that asks', () => {
  it.each(ASKS)('%s', (line) => expect(looksLikePrompt(line)).toBe(true));
});
describe('a line that only tells', () => {
  it.each(TELLS)('%s', (line) => expect(looksLikePrompt(line)).toBe(false));
});

describe('a running step', () => {
  const running = (): Session => {
    let session = play(presented('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
    for (const stage of LAUNCH_STAGES) session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
    return play(session, { kind: 'started', run: 'run-1', at: 20 });
  };
  const waits = ({ review }: Session, now: number) => review.kind === 'running' && waitsForInput(review, now);

  it('seems to wait once its question has stood there for a while, and is drawn again then', () => {
    const asked = reduce(running(), { kind: 'progress', run: 'run-1', lastLine: 'Password:', at: 1000 });
    expect(asked.effects).toEqual([{ kind: 'wake', afterMs: QUIET_MS }]);
    expect(waits(asked.session, 1000 + QUIET_MS - 1)).toBe(false);
    expect(waits(asked.session, 1000 + QUIET_MS)).toBe(true);
  });

  it('does not any more when it went on, nor while it is cancelled', () => {
    const asked = play(running(), { kind: 'progress', run: 'run-1', lastLine: 'Password:', at: 1000 });
    const on = reduce(asked, { kind: 'progress', run: 'run-1', lastLine: 'Welcome', at: 2000 });
    expect(on.effects).toEqual([]);
    expect(waits(on.session, 99_000)).toBe(false);
    expect(waits(play(asked, { kind: 'cancel', run: 'run-1' }), 99_000)).toBe(false);
  });

  it('that is slow without a question only runs', () => {
    expect(waits(play(running(), { kind: 'progress', run: 'run-1', lastLine: 'Building', at: 1000 }), 99_000)).toBe(false);
  });
});
