// Labels of other guards' suites that contradict the definitions of this product, each by the rule that decides here, with the definition that says so.
// They are counted apart and never dropped: the bench prints the figures with and without them.

const DELETES = 'destructive: deletes or overwrites data (any rm, wherever the file lies; a guard that lets /tmp pass judges by taste)';
const REVEALS = 'destructive: reveals or rotates secrets';
const UNSEEN = 'destructive: runs code that cannot be seen; a text bash rejects is never proven';
const WRITES = 'change: creates or modifies files, a repository or a cache; only what only observes is read';
const OBSERVES = 'read: every part only observes';
const PLAIN = 'change: creates or modifies with a direct, well-known way back; ends no workload, loses no data';
const ENDS = 'destructive: ends workloads or changes hosts, on whichever target (the target is named beside it)';
const FORMATS = 'critical: irreversible at the scale of a disk';
const REWRITES = 'destructive: rewrites history or forces';
const RUNS = 'change: runs code of this project or fetches it; not proven to only observe';

/** Each holds for one verdict of one scale; `rules` is matched with the rule of the worst finding, `command` with the text. */
export const OVERRULED = [
  { scale: 'prod', verdict: 'safe', rules: /^(?:kubectl\.delete|ansible\.run)$/, why: ENDS },
  { scale: 'prod', verdict: 'safe', rules: /^ssh\.run$/, why: UNSEEN },
  { scale: 'destructive', verdict: 'safe', rules: /^(?:rm|unlink|shred|rmdir|find|docker\.rmi|az\.acr)\b/, why: DELETES },
  { scale: 'destructive', verdict: 'safe', rules: /^interpreter\.deletes$/, command: /\brm\b/, why: DELETES },
  {
    scale: 'destructive',
    verdict: 'safe',
    rules: /^(?:op\.|doppler\.secrets|secret\.file|flow\.secret|aws\.secretsmanager)/,
    why: REVEALS,
  },
  { scale: 'destructive', verdict: 'safe', rules: /^parse\.syntax$|^script\.file$|^script\.input$/, why: UNSEEN },
  { scale: 'destructive', verdict: 'safe', rules: /^mkfs/, why: FORMATS },
  { scale: 'destructive', verdict: 'safe', rules: /^git\.(?:push|rebase|checkout)$/, why: REWRITES },
  { scale: 'destructive', verdict: 'safe', rules: /^flow\.network-shell$/, command: /\|\s*dash\b/, why: UNSEEN },
  {
    scale: 'destructive',
    verdict: 'danger',
    rules: /^git\.(?:push|bisect.*|cherry-pick|merge|reset|add|commit|submodule.*|restore)$/,
    why: PLAIN,
  },
  {
    scale: 'destructive',
    verdict: 'danger',
    rules: /^(?:mount|cryptsetup\.open|redirect\.write|kubectl\.rollout\.resume|partprobe|losetup)/,
    why: PLAIN,
  },
  {
    scale: 'destructive',
    verdict: 'danger',
    rules: /^$/,
    command: /g?disk -l|fdisk\s|parted\b|partprobe|blockdev --get|cryptsetup\s+(?:luksDump|isLuks)|command -pv|git clean -n|dig\b/,
    why: OBSERVES,
  },
  {
    scale: 'readonly',
    verdict: 'safe',
    rules: /^(?:cargo|uv|brew|pip3?|poetry|go|npm|packer|terraform|ansible-test|pre-commit)\./,
    why: RUNS,
  },
  {
    scale: 'readonly',
    verdict: 'safe',
    rules: /^(?:curl|wget|gh|git|aws|az\.storage|gcloud\.container|docker\.export|dmesg|sample|helm)\b/,
    command:
      /download|get-credentials|-O\b|-D\b|--stderr|--cookie|--etag|--xattr|fetch|format-patch|difftool|receive-message|export|dmesg|-file|dependency/,
    why: WRITES,
  },
  {
    scale: 'readonly',
    verdict: 'safe',
    rules: /^(?:az\.(?:account|keyvault|acr|storage\.account|cosmosdb)|aws\.ecr|gh\.auth\.token|ansible-vault|secret\.)/,
    command: /token|vault view|secret show|credential|connection-string|keys list|get-login/,
    why: REVEALS,
  },
  { scale: 'readonly', verdict: 'safe', rules: /^(?:fzf|interpreter\.file|command\.local|tar|script\.dynamic)/, why: UNSEEN },
  { scale: 'readonly', verdict: 'safe', rules: /\.options$/, why: 'read: only if every word is proven; what xargs adds may be an option' },
  {
    scale: 'readonly',
    verdict: 'safe',
    rules: /^command\.unknown$/,
    command: /^(?:rtk|open|unknown-command)\b/,
    why: 'unknown-command: at least change, never read',
  },
  {
    scale: 'readonly',
    verdict: 'danger',
    rules: /^$/,
    command:
      /^(?:xargs|unzip -c|ansible all .*-m (?:ping|command -a 'uptime')|az group wait|git clean -n|find \. -ok cat|docker container exec|docker swarm ca|gcloud compute instances$|rg|\/usr\/bin\/rg|(?:\w+="?\w+"? )?curl https|eval "echo|bash -c|z?sh <<EOF|mysql -e 'SELECT|psql -c 'SELECT|duckdb .*'SELECT|openssl (?:rand|crl|x509|req)|python -m json|diskutil (?:apfs|appleRAID) list|diskutil$|uv tool (?:list|dir)|cargo$|cargo publish --dry-run|packer$|brew$|brew services list|brew (?:autoremove|cleanup) (?:-n|--dry-run)|\$\(echo ls\)|ruff format --(?:check|diff)|auth0$|security (?:smartcards|default-keychain|login-keychain)|rtk)/,
    why: OBSERVES,
  },
];

/** The definition that overrules a label, or null. */
export function overruling({ scale, verdict, command }, rule) {
  const found = OVERRULED.find(
    (one) => one.scale === scale && one.verdict === verdict && one.rules.test(rule) && (one.command?.test(command) ?? true),
  );
  return found?.why ?? null;
}
