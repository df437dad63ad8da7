/** Version of the runner: told to the host and to the provider, kept with the evidence. */
export const RUNNER_VERSION = '0.1.0';
