export const CLAUDE_CODE_VERSION: string;
/** The script that starts Claude Code, installed if need be; or why there is none on this machine. */
export function findClaudeCode(): Promise<{ readonly entry: string } | { readonly why: string }>;
