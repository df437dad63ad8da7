// The door under attack: guessed tokens, giant, malformed and endless frames, slow callers, callers that do not read, floods.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDoorLine } from '../../src/door/client.ts';
import { LIMITS } from '../../src/door/limits.ts';
import { dial, enter, type OpenHouse, openHouse, type RawCaller } from './raw.ts';

let house: OpenHouse;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const line = () => createDoorLine({ place: house.place, cwd: house.folder, client: () => 'honest' });

/** An honest agent gets its answer, whatever the others do. */
async function isAlive(): Promise<void> {
  const honest = line();
  expect(await honest.ask({ tool: 'list_pending', args: {} })).toEqual({ ok: true, text: 'list_pending' });
  honest.close();
  expect(house.errors).toEqual([]);
}

describe('who has no token', () => {
  it('is not let in by guessing, and hears nothing', async () => {
    const { socket, token } = house.address();
    const near = [token.slice(1), `${token}0`, token.toUpperCase(), token.replace(/^./, (first) => (first === '0' ? '1' : '0'))];
    const guesses = [...near, ...Array.from({ length: 60 }, (_, n) => n.toString(16).padStart(64, 'a')), 'é'.repeat(64), ''];
    for (const guess of guesses) {
      const caller = dial(socket);
      caller.send({ t: 'hello', token: guess, client: 'x' });
      await caller.closed;
      expect(caller.heard()).toEqual([]);
    }
    await isAlive();
  });

  it('is not asked anything: a call before the greeting ends it, a second greeting too', async () => {
    const address = house.address();
    const early = dial(address.socket);
    early.send({ t: 'call', id: 1, tool: 'list_pending', args: {} });
    await early.closed;
    const twice = await enter(address);
    twice.send({ t: 'hello', token: address.token, client: 'y' });
    await twice.closed;
    expect(house.calls).toEqual([]);
    await isAlive();
  });
});

describe('a frame', () => {
  it('without an end is cut off, before and after the greeting', async () => {
    const address = house.address();
    for (const caller of [dial(address.socket), await enter(address)]) {
      for (let n = 0; n < 64 && !caller.socket.destroyed; n++) caller.send('x'.repeat(64 * 1024));
      await caller.closed;
    }
    await isAlive();
  });

  it('of any other form ends the connection and nothing else', async () => {
    const address = house.address();
    const odd: readonly (object | string)[] = [
      ...['null\n', '[]\n', '{}\n', '"hello"\n', '{"t":\n', '\u0000\n', `${'['.repeat(50_000)}\n`, '{"__proto__":{"t":"call"}}\n'],
      { t: 'approve', digest: 'x' },
      { t: 'call', id: 1, tool: 'approve', args: {} },
      { t: 'call', id: 1, tool: 'constructor', args: {} },
      { t: 'call', id: -1, tool: 'list_pending', args: {} },
      { t: 'call', id: 1.5, tool: 'list_pending', args: {} },
      { t: 'call', id: 1, tool: 'list_pending', args: {}, digest: 'x' },
      { t: 'cancel', id: '1' },
      { t: 'answer', id: 1, ok: true, text: 'x' },
    ];
    for (const message of odd) {
      const caller = await enter(address);
      caller.send(message);
      await caller.closed;
      expect(caller.heard()).toHaveLength(1);
    }
    expect(house.calls).toEqual([]);
    await isAlive();
  });

  it('may be any JSON whatever: the window stands', async () => {
    const address = house.address();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json({ maxDepth: 3 }), { minLength: 1, maxLength: 5 }), async (frames) => {
        const caller = await enter(address);
        for (const frame of frames) caller.send(`${frame}\n`);
        await caller.closed;
      }),
      { numRuns: 30 },
    );
    await isAlive();
  });

  it('with the id of an open call ends the connection', async () => {
    await house.close();
    house = await openHouse(() => new Promise(() => undefined));
    const caller = await enter(house.address());
    for (const _ of [1, 2]) caller.send({ t: 'call', id: 7, tool: 'list_pending', args: {} });
    await caller.closed;
    expect(house.calls).toHaveLength(1);
    expect(house.calls[0]?.signal.aborted).toBe(true);
  });
});

describe('a caller', () => {
  it('that drips its greeting is hung up; meanwhile others are served', async () => {
    const { socket, token } = house.address();
    const slow = Array.from({ length: 20 }, () => dial(socket));
    const text = JSON.stringify({ t: 'hello', token, client: 'slow' });
    let at = 0;
    const drip = setInterval(() => {
      for (const caller of slow) if (!caller.socket.destroyed) caller.send(text[at] ?? ' ');
      at++;
    }, 100);
    await isAlive();
    await Promise.all(slow.map(({ closed }) => closed));
    clearInterval(drip);
    expect(at).toBeLessThan(text.length);
    expect(slow.flatMap((caller) => caller.heard())).toEqual([]);
  });

  it('too many is told so, and the others stay', async () => {
    const callers: RawCaller[] = [];
    for (let n = 0; n < LIMITS.connections; n++) callers.push(await enter(house.address()));
    const late = line();
    const { ok, text } = await late.ask({ tool: 'list_pending', args: {} });
    expect({ ok, text }).toEqual({ ok: false, text: expect.stringMatching(/as many agents as it takes/) });
    callers[0]?.socket.destroy();
    await callers[0]?.closed;
    for (let turn = 0; turn < 100; turn++) if ((await late.ask({ tool: 'list_pending', args: {} })).ok) break;
    expect(await late.ask({ tool: 'list_pending', args: {} })).toMatchObject({ ok: true });
    late.close();
    for (const caller of callers) caller.socket.destroy();
  });

  it('that floods is answered so often, then refused, then hung up', async () => {
    const caller = await enter(house.address());
    for (let id = 0; id < 2000; id++) caller.send({ t: 'call', id, tool: 'list_pending', args: {} });
    await caller.closed;
    expect(house.calls.length).toBeLessThanOrEqual(LIMITS.callsPerMinute);
    const answers = caller.heard().filter(({ t }) => t === 'answer');
    expect(answers.length).toBeLessThanOrEqual(LIMITS.callsPerMinute + LIMITS.refusalsPerMinute);
    await isAlive();
  });

  it('gets no new minute by connecting again', async () => {
    const rounds = Math.ceil(LIMITS.callsPerMinuteInAll / LIMITS.callsPerMinute) + 2;
    for (let round = 0; round < rounds; round++) {
      const caller = await enter(house.address());
      for (let id = 0; id < LIMITS.callsPerMinute; id++) {
        caller.send({ t: 'call', id, tool: 'list_pending', args: {} });
        await caller.hears((message) => message.t === 'answer' && message.id === id);
      }
      caller.socket.destroy();
    }
    expect(house.calls).toHaveLength(LIMITS.callsPerMinuteInAll);
  });

  it('that does not read is not read from: what waits for it is bounded, and nothing it was promised is lost', async () => {
    await house.close();
    const big = 'x'.repeat(20_000);
    let served = 0;
    house = await openHouse(async () => {
      served++;
      return { ok: true, text: big };
    });
    const caller = await enter(house.address());
    caller.socket.pause();
    for (let id = 0; id < 100; id++) caller.send({ t: 'call', id, tool: 'list_pending', args: { pad: 'p'.repeat(8000) } });
    await expect
      .poll(
        () => {
          const before = served;
          return new Promise((resolve) => setTimeout(() => resolve(served === before && served > 0), 300));
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(served).toBeLessThan(100);
    caller.socket.resume();
    await caller.hears(({ id }) => id === 99);
    expect(caller.heard().filter(({ t }) => t === 'answer')).toHaveLength(100);
  });

  it('never bears our name, nor letters that look like it', async () => {
    for (const name of ['Countersign', ' COUNTERSIGN (approved) ', '', '\u202e\u200b']) {
      const caller = await enter(house.address(), name);
      caller.send({ t: 'call', id: 0, tool: 'list_pending', args: {} });
      await caller.hears(({ t }) => t === 'answer');
      caller.socket.destroy();
    }
    const disguised = await enter(house.address(), 'Cоuntersign\u001b[2J');
    disguised.send({ t: 'call', id: 0, tool: 'list_pending', args: {} });
    await disguised.hears(({ t }) => t === 'answer');
    expect(house.calls.map(({ client }) => client)).toEqual(['agent', 'agent', 'agent', '??', 'C?untersign?[2J']);
  });
});

describe('a call', () => {
  it('is aborted when its caller says so, or is gone', async () => {
    await house.close();
    house = await openHouse(
      ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve({ ok: false, text: 'stopped' }))),
    );
    const caller = await enter(house.address());
    caller.send({ t: 'call', id: 1, tool: 'list_pending', args: {} });
    caller.send({ t: 'call', id: 2, tool: 'list_pending', args: {} });
    caller.send({ t: 'cancel', id: 1 });
    caller.send({ t: 'cancel', id: 99 });
    expect(await caller.hears(({ id }) => id === 1)).toMatchObject({ text: 'stopped' });
    expect(house.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    caller.socket.destroy();
    await expect.poll(() => house.calls.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it('whose window throws is answered all the same', async () => {
    await house.close();
    house = await openHouse(() => Promise.reject(new Error('broken')));
    const agent = line();
    expect(await agent.ask({ tool: 'list_pending', args: {} })).toEqual({
      ok: false,
      text: 'The window could not answer; its log says why.',
    });
    expect(house.errors).toHaveLength(1);
    house.errors.length = 0;
    agent.close();
  });

  it('that was cancelled before it could be sent is never sent', async () => {
    const agent = line();
    const stop = new AbortController();
    const asked = agent.ask({ tool: 'propose_step', args: { command: 'x', why: 'y' }, signal: stop.signal });
    stop.abort();
    expect(await asked).toEqual({ ok: false, text: 'Cancelled.' });
    expect(house.calls).toEqual([]);
    agent.close();
  });
});
