// What the manifest promises to VS Code: nothing a workspace could loosen, every word translatable, every file there.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly main: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly description: string };
    readonly virtualWorkspaces: { readonly supported: unknown };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
    readonly keybindings: readonly { readonly command: string; readonly key: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: { readonly markdown: string } }[] }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

describe('the manifest', () => {
  it('lets no workspace set anything: every setting is the application’s or the machine’s', () => {
    const scopes = Object.values(manifest.contributes.configuration.properties).map((property) => property.scope);
    expect(scopes.length).toBeGreaterThan(0);
    for (const scope of scopes) expect(['application', 'machine']).toContain(scope);
  });

  it('binds no key to an approval', () => {
    for (const { command } of manifest.contributes.keybindings) expect(command).not.toMatch(/approve/i);
  });

  it('takes every word it shows from package.nls.json, and leaves none there unused', () => {
    const used = [...text.matchAll(/%([\w.]+)%/g)].map(([, key]) => key ?? '');
    expect(new Set(used)).toEqual(new Set(Object.keys(words)));
    for (const { title, category } of manifest.contributes.commands) {
      expect(title).toMatch(/^%.+%$/);
      expect(category).toBe('Countersign');
    }
  });

  it('runs limited without trust, and not at all on a virtual file system', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe(false);
  });

  it('keeps commands that need a step, a run or an outcome out of the palette while there is none', () => {
    const hidden = new Map(manifest.contributes.menus.commandPalette.map((item) => [item.command, item.when]));
    expect(hidden.get('countersign.rejectStep')).toBe('countersign.presented');
    expect(hidden.get('countersign.skipStep')).toBe('countersign.presented');
    expect(hidden.get('countersign.cancelRun')).toBe('countersign.running');
    expect(hidden.get('countersign.retryCheckpoint')).toBe('countersign.ended');
  });

  it('has a walkthrough of at most five steps whose pages exist', () => {
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.length).toBeLessThanOrEqual(5);
    for (const { media } of steps) expect(existsSync(media.markdown)).toBe(true);
  });

  it('needs nothing at run time that is not in the bundles, and pins what builds them', () => {
    expect(manifest.dependencies).toBeUndefined();
    for (const [name, version] of Object.entries(manifest.devDependencies)) expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+[\w.-]*$/);
  });

  it('names scripts that exist', () => {
    const files = Object.values(manifest.scripts).flatMap((script) =>
      [...script.matchAll(/\bscripts\/[\w-]+\.mjs/g)].map(([path]) => path),
    );
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect(existsSync(file)).toBe(true);
  });

  it('locks the packages of every platform: npm ci refuses a lock that lacks one, wherever it runs', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { optionalDependencies?: object }>;
    };
    for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
      for (const name of Object.keys(optionalDependencies)) {
        expect(
          [`node_modules/${name}`, `${path}/node_modules/${name}`].some((place) => place in packages),
          name,
        ).toBe(true);
      }
    }
  });
});
