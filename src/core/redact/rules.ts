// Patterns of well-known secrets. Bounded, so that no text takes more than linear time; prefixes are taken from the issuers' documentation.

export interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
  /** Stands in every match: without it the pattern need not be tried. */
  readonly hint?: string;
}

/** What stands for a secret: what it is, never what it says. */
export function markerFor(name: string): string {
  return `[redacted: ${name}]`;
}

/** What stands for a secret already, of this layer or of the mask. */
const DONE = String.raw`(?!["']?(?:<concealed|\[redacted:))`;
/** Between a name and its value, in env files, YAML, JSON (escaped too), INI and headers. */
const IS = String.raw`\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?`;

interface Around {
  readonly before?: string;
  readonly after?: string;
  readonly hint?: string;
}

const rule = (name: string, pattern: RegExp, { before = '', after = '', hint = '' }: Around = {}): Rule => ({
  pattern,
  replacement: `${before}${markerFor(name)}${after}`,
  hint,
});

/** A value behind a name. */
const named = (name: string, key: string, value: string): Rule =>
  rule(name, new RegExp(`(?<![A-Za-z0-9])(${key}${IS})${DONE}${value}`, 'gi'), { before: '$1' });

const TOKENS: readonly Rule[] = [
  rule('1Password token', /\bops_[A-Za-z0-9+/=_-]{20,}/g),
  rule('1Password secret key', /\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}\b/g),
  rule('age key', /\bAGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{30,}/gi),
  rule('GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/g),
  rule('GitLab token', /\bgl(?:pat|ptt|dt|rt|cbt|ft|soat|agent|imt|oas|ffct)-[A-Za-z0-9_-]{20,}/g),
  rule('Slack token', /\bx(?:ox[abeoprs]|app)-[A-Za-z0-9-]{10,}/g),
  rule('Slack webhook', /\bhooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{20,}/g),
  rule('Discord webhook', /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{10,20}\/[A-Za-z0-9_-]{40,}/g),
  rule('AWS access key', /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g),
  rule('Google API key', /\bAIza[A-Za-z0-9_-]{35}/g),
  rule('Google OAuth token', /\b(?:ya29\.[A-Za-z0-9_-]{20,}|1\/\/0[A-Za-z0-9_-]{30,}|GOCSPX-[A-Za-z0-9_-]{20,})/g),
  rule('Azure client secret', /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}/g, { hint: 'Q~' }),
  rule(
    'API key',
    /\b(?:sk-(?:ant-|proj-|live-|svcacct-)?|[rs]k_(?:live|test)_|npm_|hf_|dop_v1_|doo_v1_|hvs\.|hvb\.|hvr\.|pul-|dp\.(?:pt|st|sa|ct)\.|pypi-|dckr_(?:pat|oat)_|gl(?:sa|c)_|tskey-(?:auth|api|client)-|lin_api_|shp(?:at|ca|pa|ss)_|SG\.|PMAK-|NRAK-|xkeysib-|figd_|nvapi-|gsk_|xai-|sbp_|r8_|whsec_|rnd_|FlyV1 )[A-Za-z0-9._-]{20,}/g,
  ),
  rule('Terraform token', /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}/g, { hint: '.atlasv1.' }),
  rule('Telegram token', /\b\d{8,10}:AA[A-Za-z0-9_-]{32,}/g, { hint: ':AA' }),
  rule('cluster token', /\bK10[0-9a-f]{64}::[A-Za-z0-9_-]{1,64}:[^\s"']{4,}/g),
  rule('bootstrap token', /(--token[ =]["']?|\btoken: ?["']?)[a-z0-9]{6}\.[a-z0-9]{16}\b/g, { before: '$1' }),
  rule('JWT', /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g),
  // Base64 of "-----BEGIN ", unless a certificate or a public key follows; at the other two offsets too.
  rule(
    'private key in base64',
    /(?:LS0tLS1CRUdJTi(?!BDRVJU|BQVUJM)|0tLS0tQkVHSU4g(?!Q0VS|UFVC)|tLS0tLUJFR0lOI(?!ENFUl|FBVUJ))[A-Za-z0-9+/=_-]{40,}/g,
  ),
];

/** A value with something in it that no word has. */
const ODD = String.raw`(?!op://|\$)(?=[^\s"'\\;&,]{0,200}[\d!@#$%^*+/=_~-])[^\s"'\\<>;&,()[\]{}]{6,}`;

const NAMED: readonly Rule[] = [
  named('AWS secret key', '(?:aws_?)?secret_?access_?key', '[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])'),
  named('AWS secret key', 'aws_?(?:secret)?_?(?:access)?_?key', '[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])'),
  named('AWS session token', '(?:aws_?)?(?:session_?token|security_?token)', '[A-Za-z0-9/+=]{60,}'),
  named('kubeconfig key', 'client-key-data', '[A-Za-z0-9+/=]{8,}'),
  named('kubeconfig token', '(?:id|access|refresh)-token', '[^\\s"\'\\\\,}]{8,}'),
  named('token', 'token', '(?=[^\\s"\'\\\\,}]{0,200}\\d)[A-Za-z0-9._~+/=:-]{16,}'),
  named('registry login', '"auth"?', '[A-Za-z0-9+/=]{12,}'),
  named('connection key', '(?:Account|SharedAccess)Key', '[A-Za-z0-9+/=]{20,}'),
  named('signature', '[?&]sig', '[A-Za-z0-9%+/=]{20,}'),
  named('password', '(?:password|passwd|passphrase|pwd|client[-_]?secret|api[-_]?key|auth[-_]?token|secret[-_]?key|private[-_]?key)', ODD),
  rule(
    'secret variable',
    new RegExp(
      `^((?:export |declare -x )?[A-Z][A-Z0-9_]{0,60}(?:PASSWORD|PASSWD|PASS|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)=)${DONE}(?!op://)(?:"[^"\\n]{4,}"|'[^'\\n]{4,}'|[^\\s"'$]{4,})`,
      'gm',
    ),
    { before: '$1' },
  ),
  rule(
    'authorization',
    /\b((?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|digest|token|apikey|negotiate)\s{1,4})?)(?!<concealed|\[redacted:)(?!(?:bearer|basic|digest|token|apikey|negotiate)\s)[^\s"'<>]{4,}/gi,
    { before: '$1' },
  ),
  rule('authorization', /\b(bearer\s{1,4})(?!<concealed|\[redacted:)[A-Za-z0-9._~+/=-]{16,}/gi, { before: '$1' }),
  rule('password', /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@"'<>]{0,256}:)(?!<concealed|\[redacted:)[^\s@/"'<>]{1,256}@/gi, {
    before: '$1',
    after: '@',
    hint: '://',
  }),
];

/** In this order: the sharper name first. */
export const RULES: readonly Rule[] = [...TOKENS, ...NAMED];
