export interface Profile {
  readonly userData: string;
  readonly extensions: string;
}

export interface Server {
  /** "http://127.0.0.1:40123" */
  readonly origin: string;
  readonly pid: number;
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

export function prepareProfile(options: Profile & { readonly settings?: Readonly<Record<string, unknown>> }): Promise<void>;
export function installExtension(options: Profile & { readonly entry: string; readonly vsix: string }): Promise<void>;
export function serve(
  options: Profile & {
    readonly entry: string;
    readonly trust?: boolean;
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly onLine?: (line: string) => void;
  },
): Promise<Server>;
export function addressOf(origin: string, folder?: string | null): string;
