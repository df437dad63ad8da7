/** Where each program lies; null where it could not be had here. */
export function ensureProviders(): Promise<
  Readonly<Record<'dotenvx' | 'varlock' | 'direnv' | 'debianDotenv' | 'pythonDotenv', string | null>>
>;
