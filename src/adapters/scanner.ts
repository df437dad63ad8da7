// secretlint's recommended preset: a second opinion on what of a text is a secret. It is loaded with the first text, never before.
import type { lintSource } from '@secretlint/core';
import type { Suspect } from '../core/redact/redact.ts';
import type { Log, Scanner } from '../ports.ts';

type Message = Awaited<ReturnType<typeof lintSource>>['messages'][number];
type Lint = (content: string) => Promise<readonly Message[]>;

/** A scanner; what it cannot scan is logged, for the rules of the core have seen the text before. */
export function createScanner({ log }: { readonly log: Log }): Scanner {
  let lint: Promise<Lint> | null = null;
  return {
    async suspects(text) {
      try {
        lint ??= load();
        const messages = await (await lint)(deaf(text));
        return messages.flatMap((message) => suspectsIn(text, message));
      } catch (cause) {
        log.warn(`secretlint: ${String(cause)}`);
        return [];
      }
    },
  };
}

async function load(): Promise<Lint> {
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const config = { rules: [{ id: creator.meta.id, rule: creator, options: {} }] };
  return async (content) => {
    const source = { content, filePath: 'output.txt', ext: '.txt', contentType: 'text' as const };
    const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
    return messages;
  };
}

/** An output could ask for itself not to be scanned; places stay the same. */
function deaf(text: string): string {
  return text.replace(/secretlint-(?=disable|enable)/gi, 'secretlint.');
}

/** The values a message names; its range where it names none, for some ranges are not where the secret is. */
function suspectsIn(text: string, message: Message): Suspect[] {
  const named = Object.values(message.data ?? {}).filter((value): value is string => typeof value === 'string' && text.includes(value));
  const [start, end] = message.range;
  const values = named.length > 0 ? named : end - start < text.length ? [text.slice(start, end)] : [];
  return values.map((value) => ({ name: nameOf(message), value }));
}

/** "found npm access token: npm_…" is the name and the secret; only the name is kept. */
function nameOf({ message, messageId }: Message): string {
  const name = /^found ([^:\n]{1,60}?)(?: format)?:/i.exec(message)?.[1] ?? messageId.toLowerCase().replaceAll('_', ' ');
  return name.replace(/[^\w .-]/g, '');
}
