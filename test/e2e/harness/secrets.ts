// The values the stand-in for `op` gives out in the end-to-end tests. Nothing but the step's own process may ever hold them.

/** Unlike anything else in the suite, so that finding it anywhere is a leak. */
export const SECRET = 'Zq7-wharf-Tundra-19';

/** Several lines, as a key has. */
export const SECRET_LINES = 'first-Qm4-Lantern\nsecond-Vx8-Harbour\nthird-Kp2-Meadow';

export const SERVICE_TOKEN = 'ops_e2eStandInTokenThatNobodyMaySee0123456789';

export const VAULT: Readonly<Record<string, string>> = {
  'op://Trial/database/password': SECRET,
  'op://Trial/database/key': SECRET_LINES,
};
