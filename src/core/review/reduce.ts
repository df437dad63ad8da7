// The review as a function: what a session becomes when something happens, and what it then asks of the world.
import { onChoose, onNextStep, onPlace, onPrepared, onPrepareFailed, onRunbook } from './choosing.ts';
import { onAnswer, onApprove, onPause, onReject, onSeen, onSkip, onTyped } from './deciding.ts';
import { onDraftAssessed, onEdit, onEditClose, onRewrite, onRewriteFailed, onRewritten } from './editing.ts';
import type { Reduced, SessionEvent } from './events.ts';
import {
  isLaunchStage,
  onCancel,
  onLaunchStageDone,
  onLaunchStageFailed,
  onProgress,
  onRunOver,
  onRunRefused,
  onStarted,
} from './launching.ts';
import { onFoundRun, onNext, onOutputSeen, onRecordStageDone, onRecordStageFailed, onRetryRecord } from './recording.ts';
import { onRehearse } from './rehearsing.ts';
import type { Session } from './session.ts';

/** Pure and total: an event that does not fit the state changes nothing. */
export function reduce(session: Session, event: SessionEvent): Reduced {
  switch (event.kind) {
    case 'place':
      return onPlace(session, event);
    case 'runbook':
      return onRunbook(session, event);
    case 'pause':
      return onPause(session, event);
    case 'choose':
      return onChoose(session, event);
    case 'next-step':
      return onNextStep(session);
    case 'prepared':
      return onPrepared(session, event);
    case 'prepare-failed':
      return onPrepareFailed(session, event);
    case 'seen':
      return onSeen(session, event);
    case 'typed':
      return onTyped(session, event);
    case 'approve':
      return onApprove(session, event);
    case 'reject':
      return onReject(session, event);
    case 'skip':
      return onSkip(session, event);
    case 'edit':
      return onEdit(session, event);
    case 'edit-close':
      return onEditClose(session, event);
    case 'draft-assessed':
      return onDraftAssessed(session, event);
    case 'rewrite':
      return onRewrite(session, event);
    case 'rewritten':
      return onRewritten(session, event);
    case 'rewrite-failed':
      return onRewriteFailed(session, event);
    case 'answer':
      return onAnswer(session, event);
    case 'rehearse':
      return onRehearse(session, event);
    case 'cancel':
      return onCancel(session, event);
    case 'stage-done':
      return isLaunchStage(event.stage) ? onLaunchStageDone(session, event) : onRecordStageDone(session, event);
    case 'stage-failed':
      return isLaunchStage(event.stage) ? onLaunchStageFailed(session, event) : onRecordStageFailed(session, event);
    case 'started':
      return onStarted(session, event);
    case 'progress':
      return onProgress(session, event);
    case 'ended':
      return onRunOver(session, event.run);
    case 'run-refused':
      return onRunRefused(session, event);
    case 'runner-lost':
      return onRunOver(session, null);
    case 'output-seen':
      return onOutputSeen(session, event);
    case 'next':
      return onNext(session, event);
    case 'retry-record':
      return onRetryRecord(session);
    case 'found-run':
      return onFoundRun(session, event);
  }
}
