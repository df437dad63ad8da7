// What each failure says: what is wrong, then what to do. For somebody tired at two in the morning: the file, step or tool
// by its name, one action that can be done now. English templates are the keys for translation; values come from the failure.
import type { CheckpointReason, FailureKind, ProviderErrorClass } from './failure.ts';

type Words = readonly [sentence: string, action: string];

export const PLACE_AND_TEXT_WORDS: Readonly<Record<Exclude<FailureKind, 'provider-failed' | 'checkpoint-failed'>, Words>> = {
  'no-folder': ['No folder is open, so there is nothing to run in.', 'Press Open a folder and choose the one that holds your runbooks.'],
  untrusted: ['This workspace is not trusted, so nothing runs in it.', 'Read what is in it, then press Manage workspace trust.'],
  'no-git': ['No git repository was found for this folder.', 'Press Initialise a repository; if git is not installed, install it first.'],
  'no-steps': ['{runbook} has no steps.', 'Add a fenced block in bash, or open another runbook.'],
  'front-matter-unreadable': [
    'The front matter cannot be read at line {line}: {detail}.',
    'Correct that line; nothing in this runbook runs until then.',
  ],
  'front-matter-invalid': [
    'In the front matter, {field} cannot be {detail}.',
    'Correct {field} or remove it; nothing in this runbook runs until then.',
  ],
  'attributes-unreadable': [
    'The attributes after the fence cannot be read: {detail}.',
    'Write them like this: id=join cwd=./k3s timeout=10m.',
  ],
  'fence-unclosed': ['The fence of this step has no end.', 'Close it with a line of as many backticks as it began with.'],
  'step-empty': ['This step has no command.', 'Write the command between the fences, or delete the block.'],
  'step-too-long': [
    'The command has {bytes}, more than the {limit} a person can be asked to read.',
    'Split it into steps, or move it to a script and run that.',
  ],
  'step-has-nul': ['The command holds a NUL character, which no shell can run.', 'Delete the hidden character and save the runbook.'],
  'not-utf8': ['{path} is not valid UTF-8.', 'Choose Reopen with Encoding, then save it with the encoding UTF-8.'],
  'runbook-too-large': ['The runbook has {bytes}, more than the {limit} that are read.', 'Split it into several runbooks.'],
  'runbook-too-deep': ['Quotes and lists at line {line} are nested too deeply to be read.', 'Move the step out of them.'],
  'runbook-outside': ['{path} lies outside this folder.', 'Open the folder it lies in, or copy it into this one.'],
  'runbook-unreadable': ['{path} cannot be read: {detail}.', 'Check that the file is there and may be read, then look again.'],
  'duplicate-id': ['Two steps have the id {id}.', 'Give one of them another id.'],
  'cwd-missing': ['The directory {path} does not exist.', 'Create it, or correct cwd in the runbook.'],
  'cwd-outside': ['The directory {path} lies outside this folder.', 'Choose one inside it, or open the folder it lies in.'],
  'env-file-missing': ['The env file {path} does not exist.', 'Create it, or correct env-file in the runbook.'],
  'env-file-unreadable': ['The env file {path} cannot be read: {detail}.', 'Correct that place in the file, then look again.'],
  'interpreter-missing': ['{name} is not installed, or is not on PATH.', 'Install {name}, or name another shell after the fence.'],
  'provider-missing': [
    '{name} is needed for the secrets of this step and does not answer.',
    'Install {name}, or set its path in the settings.',
  ],
  'provider-forbidden': [
    'The policy of this repository does not allow the provider {name}.',
    'Name one it allows as provider in the front matter, or change .countersign/policy.yaml.',
  ],
  'changed-since-shown': ['The step changed after it was shown to you.', 'Read it again and decide anew.'],
  'changed-since-approved': ['Nothing ran: {what} changed after you approved.', 'Review the step again.'],
  'seal-used': ['This approval was already used, and one approval is good for one run.', 'Review the step again to run it once more.'],
  'seal-expired': ['This approval is more than ten minutes old, so nothing ran.', 'Review the step again.'],
  'storage-failed': ['{path} could not be written or read: {detail}.', 'Free space or allow access there, then try again.'],
  'runner-unreachable': [
    'The Countersign terminal does not answer: {detail}.',
    'Close the terminal named Countersign, then review the step again.',
  ],
  'runner-lost': ['The Countersign terminal ended while the step ran.', 'Check what the step did before you run it again.'],
  'still-running': [
    'The step is still running, so nothing can be recorded yet.',
    'Wait until it ends, or cancel it, then press Try again.',
  ],
  'left-behind': [
    'The step left something running in the background: {names}.',
    'If it is not meant to stay, press Control-C in the Countersign terminal.',
  ],
  'recorded-elsewhere': [
    'Another window of this folder is recording this run.',
    'Look at it there, or close that window and press Try again.',
  ],
  'run-refused': ['The terminal refused to run the step: {detail}.', 'Review the step again.'],
  'cancelled-before-start': ['The step was cancelled before it started, so nothing ran.', 'Review it again when you are ready.'],
  'rewrite-failed': ['{path} still holds the step as it was: {detail}.', 'Press Open in the runbook and edit the step there.'],
  'annotate-failed': [
    'The result could not be written under its step in {path}: {detail}.',
    'Save the runbook, then press Try again; the log is kept.',
  ],
  'journal-failed': ['The journal {path} could not be written: {detail}.', 'Free space or allow access there, then try again.'],
  'model-none': ['No model is set up that could be asked.', 'Press Set up a model; everything else works without one.'],
  'model-key-missing': ['{model} needs a key, and none is kept for it.', 'Press Set up a model and give it its key.'],
  'model-refused': ['{model} would not answer: {detail}.', 'Check its key and what your account allows, or set up another model.'],
  'model-unreachable': ['{model} cannot be reached: {detail}.', 'Check the network and its address in the settings, then ask again.'],
  'model-limited': ['{model} takes no more requests for now: {detail}.', 'Wait a little and ask again, or set up another model.'],
  'model-too-long': ['This is more than {model} can read: {detail}.', 'Begin a new runbook, or ask a model that reads more.'],
  'model-broken': ['What {model} sent is no whole answer: {detail}.', 'Ask again, or set up another model.'],
  'model-cancelled': ['You stopped {model} before it had answered.', 'Ask again when you are ready.'],
  internal: ['Something went wrong inside Countersign: {detail}.', 'Look at Countersign in the output panel, then try again.'],
};

export const CHECKPOINT_WORDS: Readonly<Record<CheckpointReason, Words>> = {
  merging: ['No checkpoint yet: the repository is in the middle of a {detail}.', 'Finish or abort it in git, then press Try again.'],
  identity: [
    'No checkpoint: git does not know who you are.',
    'Run git config --global user.name and user.email with yours, then press Try again.',
  ],
  hook: ['No checkpoint: a git hook refused the commit: {detail}.', 'Correct what the hook complains about, then press Try again.'],
  signing: [
    'No checkpoint: git could not sign the commit: {detail}.',
    'Unlock your signing key with a signed commit in a terminal, then press Try again.',
  ],
  locked: [
    'No checkpoint: another git is at work in this repository: {detail}.',
    'Wait until it ends, or delete that lock file if no git runs, then press Try again.',
  ],
  'read-only': ['No checkpoint: git may not write here: {detail}.', 'Allow writing to the .git folder, then press Try again.'],
  unsaved: ['No checkpoint: {detail} has unsaved edits.', 'Save it, then press Try again.'],
  ignored: ['No checkpoint: a .gitignore keeps out {detail}.', 'Remove that rule from the .gitignore, then press Try again.'],
  timeout: [
    'No checkpoint: git did not finish within {detail}; a hook or a signing key may wait for a person.',
    'Make one commit in a terminal to see who waits, then press Try again.',
  ],
  'disk-full': ['No checkpoint: the disk is full.', 'Free some space, then press Try again.'],
  other: ['No checkpoint: git refused the commit: {detail}.', 'Run git status in the folder, mend what it shows, then press Try again.'],
};

export const PROVIDER_WORDS: Readonly<Record<ProviderErrorClass, Words>> = {
  'missing-item': [
    'Nothing ran: 1Password does not find an item that the env file names: {detail}.',
    'Correct the reference in the env file, or create the item.',
  ],
  vault: [
    'Nothing ran: 1Password does not find a vault that the env file names: {detail}.',
    'Correct the reference, or sign in to the account that holds the vault.',
  ],
  field: ['Nothing ran: the 1Password item has no such field: {detail}.', 'Open the item and copy the secret reference of the field anew.'],
  ambiguous: [
    'Nothing ran: several 1Password items have the same name: {detail}.',
    'Use the id of the item instead of its name in the reference.',
  ],
  grammar: ['Nothing ran: a reference in the env file is not written as it must be: {detail}.', 'Write it as op://vault/item/field.'],
  'no-account': [
    'Nothing ran: op knows no 1Password account.',
    'Run op account add in a terminal, or turn on the CLI integration in the 1Password app.',
  ],
  'sign-in': ['Nothing ran: you are not signed in to 1Password.', 'Unlock the 1Password app or run op signin, then review the step again.'],
  dismissed: ['Nothing ran: the 1Password prompt was dismissed or not answered in time.', 'Review the step again and confirm the prompt.'],
  app: [
    'Nothing ran: op cannot reach the 1Password app: {detail}.',
    'Start the 1Password app and turn on its CLI integration, then review the step again.',
  ],
  quota: [
    'Nothing ran: 1Password has had too many requests from this account.',
    'Wait for the hour or the day to pass, then review the step again.',
  ],
  terminal: [
    'Nothing ran: op has to ask you something and found no terminal.',
    'Open the Countersign terminal, then review the step again.',
  ],
  transient: [
    'Nothing ran: 1Password could not be reached: {detail}.',
    'Check the network, then review the step again; the references may be right.',
  ],
  unknown: [
    'Nothing ran: op ended with an error: {detail}.',
    'Look at its message in the Countersign terminal, then review the step again.',
  ],
  other: [
    'Nothing ran: the provider of the secrets ended before the step started: {detail}.',
    'Do what its message asks for in a terminal, then review the step again.',
  ],
};

/** Short codes other rooms use as a detail, in words. */
export const DETAIL_WORDS: Readonly<Record<string, string>> = {
  // annotate
  'step-gone': 'the step is no longer there',
  changed: 'the runbook was edited at that moment',
  'edit-refused': 'the editor did not accept the edit',
  // rewrite-failed
  unfit: 'a fence like this one cannot be edited from the card',
  // run-refused
  busy: 'another step is running',
  // changed-since-approved
  step: 'the text of the step',
  script: 'the text of the step',
  interpreter: 'the path of the shell',
  cwd: 'the working directory',
  'working directory': 'the working directory',
  environment: 'the environment in the front matter',
  timeoutMs: 'the time limit',
  'env file': 'the env file',
  "shell's program": 'the program of the shell',
  "provider's program": 'the program that resolves the secrets',
  runbook: 'the runbook',
  'sealed step': 'what was sealed of the step',
  'run folder': 'the folder it was sealed in',
  targets: 'what it acts on from here',
  level: 'how dangerous it is',
  policy: 'the policy of the repository',
  carry: 'what earlier steps of this session handed on',
  provider: 'the provider of the secrets',
  plan: 'something the step depends on',
  // model-unreachable, model-broken and the like
  'model-silent': 'it fell silent',
  'model-endless': 'it did not come to an end',
  'model-cut': 'the connection broke off in the middle',
  'model-cut-short': 'it ended before it was done',
  'model-oversize': 'it is longer than any proposal',
  'model-empty': 'it said nothing',
  'model-redirect': 'the address leads to another one, and nothing is sent on',
  'model-not-stream': 'this is not the form of an answer',
  'model-no-consent': 'you have not allowed it',
  'model-gone': 'there is no such model any more',
  'model-filtered': 'its own rules forbid the answer',
  'model-address': 'the address in the settings is not one that may be used',
  // front matter
  '---': 'the closing line --- is missing',
  'key: value': 'it must be lines of the form key: value',
};

export const DETAIL_FALLBACK_WORDS = {
  none: 'the reason is not known',
};
