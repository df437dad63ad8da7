export function makeTrial(options?: { readonly person?: { readonly name: string; readonly email: string } }): Promise<{
  readonly home: string;
  readonly workspace: string;
  readonly userData: string;
  readonly extensions: string;
}>;
/** The folder of PATH that holds `op`. */
export function findOp(path?: string): string | undefined;
export function trialEnv(options?: { readonly forceStandIn?: boolean }): {
  readonly standIn: boolean;
  readonly env: Readonly<Record<string, string>>;
};
