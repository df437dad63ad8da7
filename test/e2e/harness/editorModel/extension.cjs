// A model inside the editor, for tests: it says what ACME_PLACE/answers.json holds, in turn, and writes down what it was asked. Its command
// calls the language model tools that ACME_PLACE/calls.json names, as the editor's own agent does.
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

const at = (name) => join(process.env.ACME_PLACE, name);
const read = (name) => JSON.parse(readFileSync(at(name), 'utf8'));
const textOf = ({ content }) => content.map((part) => part.value ?? '').join('');

const provider = {
  provideLanguageModelChatInformation: async () => [
    { id: 'one', name: 'Acme One', family: 'acme', version: '1', maxInputTokens: 20_000, maxOutputTokens: 4000, capabilities: {} },
  ],
  provideTokenCount: async (_model, text) => (typeof text === 'string' ? text : textOf(text)).length,
  async provideLanguageModelChatResponse(_model, messages, _options, progress, token) {
    const asked = messages.map((message) => ({ role: message.role, text: textOf(message) }));
    appendFileSync(at('asked.jsonl'), `${JSON.stringify(asked)}\n`);
    const count = readFileSync(at('asked.jsonl'), 'utf8').split('\n').length - 1;
    const answer = read('answers.json')[count - 1] ?? '';
    if (answer === 'HANG') {
      await new Promise((resolve) => token.onCancellationRequested(resolve));
      return appendFileSync(at('asked.jsonl'), '"cancelled"\n');
    }
    for (const piece of answer.match(/[\s\S]{1,7}/g) ?? []) progress.report(new vscode.LanguageModelTextPart(piece));
  },
};

/** Tools of an MCP server come when it has started. */
async function known(tool) {
  for (let tries = 0; tries < 600 && !vscode.lm.tools.some(({ name }) => name === tool); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

async function callTools() {
  const done = [];
  for (const { tool, input } of read('calls.json')) {
    await known(tool);
    const result = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined }).then(
      ({ content }) => ({ tool, text: content.map((part) => part.value).join('') }),
      (cause) => ({ tool, error: String(cause?.message ?? cause) }),
    );
    done.push(result);
    writeFileSync(at('called.json'), JSON.stringify({ tools: vscode.lm.tools.map(({ name }) => name), done }));
  }
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('acme', provider),
    vscode.commands.registerCommand('acme.callTools', callTools),
  );
};
