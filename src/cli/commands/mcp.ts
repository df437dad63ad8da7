// `countersign mcp`: the MCP server on stdio, for Claude Code and other agents.
import { Readable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { version } from '../../../package.json';
import { doorsIn } from '../../door/address.ts';
import { createDoorLine } from '../../door/client.ts';
import { type Command, EXIT } from '../command.ts';
import { createMcpServer } from '../mcp/server.ts';
import { readOptions } from '../options.ts';

export const mcpCommand: Command = {
  usage: 'mcp [--folder DIR]',
  help: `An MCP server on stdin and stdout. An agent proposes steps through it; a person reads them in the
window of VS Code that is open on the folder, and approves, edits or rejects each. There is no tool
that approves. Without such a window every call is answered with a sentence that says so.

  --folder DIR   the folder whose window is meant (default: here, or the nearest above it)

The exit code is 0 once the agent is gone.`,
  async run(args, world) {
    const read = readOptions(args, { folder: 'text' });
    if (!read.ok) return { error: read.error };
    const { operands, texts } = read.options;
    if (operands.length > 0) return { error: 'mcp takes no operands.' };
    // Bound late: the client names itself with its first message.
    let client = (): string => 'agent';
    const line = createDoorLine({ place: doorsIn(world.env), cwd: texts.folder ?? world.cwd, client: () => client() });
    const server = createMcpServer({ line, version });
    client = () => server.server.getClientVersion()?.name ?? 'agent';
    const stdin = Readable.from(world.stdin, { objectMode: false });
    const gone = new Promise<void>((resolve) => {
      stdin.once('end', resolve);
      server.server.onclose = resolve;
    });
    await server.connect(new StdioServerTransport(stdin));
    await gone;
    line.close();
    await server.close();
    return { exit: EXIT.done };
  },
};
