// Requests to end the step, also those that come before it has started: none is lost, none lets it start.

export class Endings {
  #asked = 0;
  #onAsk: (() => void) | null = null;

  /** The signals a closing terminal, a provider that dies, or Control-C before the step has the keyboard sends to the relay. */
  static ofSignals(): Endings {
    const endings = new Endings();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => endings.ask());
    return endings;
  }

  get asked(): boolean {
    return this.#asked > 0;
  }

  ask(): void {
    this.#asked++;
    this.#onAsk?.();
  }

  /** From now on every request is heard at once, those of before first. */
  listen(onAsk: () => void): void {
    this.#onAsk = onAsk;
    for (let i = 0; i < this.#asked; i++) onAsk();
  }
}
