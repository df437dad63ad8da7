export interface SpecFile {
  readonly names: string;
}
export const SPEC_DIR: string;
export function readSpecs(folder?: string): SpecFile[];
export function specOf(name: string, text: string): SpecFile;
export function faultsOf(spec: SpecFile): string[];
export function packSpecs(specs: readonly SpecFile[]): string;
export function sentencesOf(specs: readonly SpecFile[]): string[];
