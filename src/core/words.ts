// How a sentence template becomes a sentence in the person's language. The host passes VS Code's own l10n;
// programs without VS Code use `english`. Templates name their values: "Deletes {target}."

/** Values a template may name. */
export type WordArgs = Readonly<Record<string, string | number>>;

/** Translates a template (its English text is its key, as in VS Code's l10n) and fills in its values. */
export type Say = (template: string, args?: WordArgs) => string;

/** Fills in the English template as it stands. A name without a value stays visible, so that a test sees it. */
export const english: Say = (template, args = {}) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
