interface Report {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly testResults?: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}
export function counted(report: Report, code: number): { readonly passed: number; readonly failed: number; readonly skipped: number };
