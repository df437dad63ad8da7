interface Lock {
  readonly packages?: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}
/** Paths of the packages that are absent or have another version. */
export function missingPackages(wanted: Lock, installed: Lock | undefined): readonly string[];
/** Why an installation is needed, or null. */
export function installNeeded(root?: string): string | null;
