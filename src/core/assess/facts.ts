// What this machine says about where commands would act, gathered read-only by an adapter. Plain data; whatever is absent is not known.
// All of it comes from files and variables that others may have written: names are cut and cleaned before they get here.

export interface KubeContext {
  readonly name: string;
  readonly cluster?: string;
  /** URL of the API server. */
  readonly server?: string;
  readonly namespace?: string;
}

export interface Facts {
  readonly kube?: { readonly current?: string; readonly contexts: readonly KubeContext[] };
  /** Of the working directory: `backend` says kind and place ("s3 acme-state"), `folder` the directory's own name, which often is the environment's. */
  readonly terraform?: { readonly workspace: string; readonly backend?: string; readonly folder?: string };
  readonly aws?: {
    /** The environment holds access keys, which count before any profile that the command does not name. */
    readonly keys?: true;
    readonly profiles: readonly { readonly name: string; readonly account?: string; readonly region?: string }[];
  };
  readonly gcloud?: { readonly configuration: string; readonly project?: string; readonly account?: string };
  readonly docker?: { readonly context: string; readonly contexts: readonly { readonly name: string; readonly host?: string }[] };
  /** Azure's subscriptions and the one taken by default. */
  readonly azure?: { readonly current?: string; readonly subscriptions: readonly { readonly name: string; readonly id?: string }[] };
  /** The contexts of talosctl, with the addresses of their nodes and endpoints. */
  readonly talos?: {
    readonly current?: string;
    readonly contexts: readonly { readonly name: string; readonly nodes: readonly string[] }[];
  };
  /** PostgreSQL's services: a name for where and which database. */
  readonly pg?: readonly { readonly service: string; readonly host?: string; readonly dbname?: string }[];
  /** The `Host` blocks of the ssh configuration, in order; patterns as ssh has them. */
  readonly ssh?: readonly { readonly patterns: readonly string[]; readonly hostName?: string; readonly user?: string }[];
  /** Of the working directory; `branch` is absent with a detached head. URLs are without credentials. */
  readonly git?: {
    readonly branch?: string;
    readonly upstream?: { readonly remote: string; readonly branch: string };
    readonly remotes: readonly { readonly name: string; readonly url: string }[];
  };
  /** Variables that choose targets, as a step would inherit them; URLs are without credentials. */
  readonly env?: Readonly<Record<string, string>>;
  /** The name of this machine. */
  readonly host?: string;
}
