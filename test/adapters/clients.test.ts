// The files of AI clients and the launcher, on a real disk: nothing through links, nothing that is not ours to change, and a launcher that leads on.
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClientFiles } from '../../src/adapters/clientFiles.ts';
import { keepLauncher } from '../../src/adapters/launcher.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-clients-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file of a client', () => {
  it('is read with its byte order mark and line ends, and keeps its permissions when written', async () => {
    const files = createClientFiles(folder);
    await writeFile(join(folder, '.mcp.json'), '\uFEFF{}\r\n', { mode: 0o640 });
    expect(await files.read('.mcp.json')).toEqual({ kind: 'text', text: '\uFEFF{}\r\n' });
    expect(await files.write('.mcp.json', '\uFEFF{ }\r\n')).toEqual({ madeFolder: false });
    expect(await readFile(join(folder, '.mcp.json'), 'utf8')).toBe('\uFEFF{ }\r\n');
    expect((await stat(join(folder, '.mcp.json'))).mode & 0o777).toBe(0o640);
  });

  it('is made with its folder, and both are gone again; a folder that holds something else stays', async () => {
    const files = createClientFiles(folder);
    expect(await files.read('.claude/settings.json')).toEqual({ kind: 'none' });
    expect(await files.write('.claude/settings.json', '{}')).toEqual({ madeFolder: true });
    await files.remove('.claude/settings.json', { folderToo: true });
    await expect(stat(join(folder, '.claude'))).rejects.toThrow('ENOENT');
    await files.write('.claude/settings.json', '{}');
    await writeFile(join(folder, '.claude', 'mine'), '');
    await files.remove('.claude/settings.json', { folderToo: true });
    expect((await stat(join(folder, '.claude', 'mine'))).isFile()).toBe(true);
    await files.remove('.mcp.json', { folderToo: true });
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['link', () => symlink(join(folder, 'elsewhere'), join(folder, '.cursor', 'mcp.json'))],
    ['not-a-file', () => mkdir(join(folder, '.cursor', 'mcp.json'))],
    ['read-only', async () => chmod(await write('{}'), 0o444)],
    ['not-text', () => write(new Uint8Array([0x7b, 0xff, 0x7d]))],
    ['too-large', () => write(' '.repeat(1024 * 1024 + 1))],
  ])('is refused: %s', async (why, prepare) => {
    await mkdir(join(folder, '.cursor'));
    await prepare();
    expect(await createClientFiles(folder).read('.cursor/mcp.json')).toMatchObject({ kind: 'refused', why });
  });

  it('is refused behind a folder that is a link or a file', async () => {
    await symlink(tmpdir(), join(folder, '.cursor'));
    await writeFile(join(folder, '.claude'), '');
    const files = createClientFiles(folder);
    expect(await files.read('.cursor/mcp.json')).toMatchObject({ kind: 'refused', why: 'link' });
    expect(await files.read('.claude/settings.json')).toMatchObject({ kind: 'refused', why: 'not-a-file' });
  });

  const write = async (content: string | Uint8Array) => {
    const path = join(folder, '.cursor', 'mcp.json');
    await writeFile(path, content);
    return path;
  };
});

describe('the launcher', () => {
  const keep = (target: { readonly node: string; readonly cli: string }) =>
    keepLauncher({ COUNTERSIGN_HOME: join(folder, 'home') }, target);

  async function program(name: string): Promise<string> {
    const cli = join(folder, name);
    await writeFile(cli, 'console.log(JSON.stringify([process.argv.slice(2), process.env.ELECTRON_RUN_AS_NODE]))');
    return cli;
  }

  it('hands every argument on, whatever the paths are called', async () => {
    const path = await keep({ node: process.execPath, cli: await program("it’s a $(touch evil) 'cli'.cjs") });
    expect(path).toBe(join(folder, 'home', 'bin', 'countersign'));
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    const args = ['hook', '--from', 'a b', '"$x"', ''];
    expect(JSON.parse((await execa(path, args, { cwd: folder })).stdout)).toEqual([args, '1']);
    await expect(stat(join(folder, 'evil'))).rejects.toThrow('ENOENT');
  });

  it('follows the extension when it is updated, and is left alone otherwise', async () => {
    const path = await keep({ node: process.execPath, cli: await program('one.cjs') });
    const before = await stat(path);
    await keep({ node: process.execPath, cli: join(folder, 'one.cjs') });
    expect((await stat(path)).ino).toBe(before.ino);
    await keep({ node: process.execPath, cli: await program('two.cjs') });
    expect(await readFile(path, 'utf8')).toContain('two.cjs');
  });

  it('falls back to the Node on PATH, and says so with exit 2 where the extension is gone', async () => {
    const env = { PATH: `${join(process.execPath, '..')}:${process.env.PATH}` };
    const path = await keep({ node: '/nowhere/code', cli: await program('one.cjs') });
    expect((await execa(path, ['x'], { env })).stdout).toContain('["x"]');
    await rm(join(folder, 'one.cjs'));
    const { exitCode, stderr } = await execa(path, ['hook'], { env, reject: false });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Open VS Code with Countersign once.');
  });
});
