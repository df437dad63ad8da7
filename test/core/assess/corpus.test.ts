import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';
import { CORPUS } from '../../corpus/corpus.ts';
import { commandsOf } from '../../corpus/group.ts';

describe('every command has the level the definitions give it', () => {
  for (const { name, level, commands } of CORPUS) {
    it(`${level}: ${name}`, () => {
      const wrong = commandsOf(commands).flatMap((command) => {
        const got = assess({ command });
        return got.level === level ? [] : [`${got.level} (${got.findings[0]?.rule ?? ''}): ${command}`];
      });
      expect(wrong).toEqual([]);
    });
  }

  it('holds many commands, each once, of many kinds and of every level', () => {
    const commands = CORPUS.flatMap((group) => commandsOf(group.commands));
    expect(commands.length).toBeGreaterThan(2500);
    expect(commands.filter((command, at) => commands.indexOf(command) !== at)).toEqual([]);
    expect(new Set(CORPUS.map(({ name }) => name)).size).toBeGreaterThan(25);
    expect(new Set(CORPUS.map(({ level }) => level)).size).toBe(4);
  });
});
