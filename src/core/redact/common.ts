// Which values say too little to be concealed, and which say enough to be found however they are written.

/** Values shorter than this many characters are not masked: they would hit everywhere and hide nothing. */
export const SHORTEST_MASKED = 4;

const COMMON = new Set(
  `true false null none undefined enabled disabled default auto yes dev devel development prod production stage staging test testing
   local localhost example info debug warn warning error admin root user users guest name main master latest http https
   password secret token conceal concealed 127.0.0.1 0.0.0.0 postgres mysql redis us-east-1 eu-west-1 eu-central-1`.split(/\s+/),
);

/** Whether a value says too little to be concealed: too short, a word everyone uses, a small number, or one character repeated. */
export function isTooCommon(value: string): boolean {
  const bare = value.trim();
  if ([...bare].length < SHORTEST_MASKED || COMMON.has(bare.toLowerCase())) return true;
  return /^\d{1,5}$/.test(bare) || /^(.)\1*$/su.test(bare);
}

/** Letters and digits a value must have to be looked for without regard to case, spacing and marks; words alone and numbers alone occur by chance. */
const ENOUGH = { mixed: 8, letters: 12, digits: 16 } as const;

/** Whether a value is long and odd enough to be found whatever case and separators it is written with. */
export function isDistinct(value: string): boolean {
  const bare = value.replace(/[^A-Za-z0-9\u0080-\u{10ffff}]/gu, '');
  const kinds = /^\d+$/.test(bare) ? 'digits' : /\d/.test(bare) ? 'mixed' : 'letters';
  return bare.length >= ENOUGH[kinds] && new Set(bare.toLowerCase()).size >= 4;
}
