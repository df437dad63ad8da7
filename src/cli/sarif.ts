// What `countersign check` tells a machine: SARIF 2.1.0, as code scanning services read it.
import { version } from '../../package.json';
import { sha256Hex } from '../core/seal/digest.ts';
import type { Level, Span } from '../core/step.ts';
import type { CheckedRunbook, CheckedStep, Placed } from './checking.ts';

const SEVERITIES: Readonly<Record<Level, 'note' | 'warning' | 'error'>> = {
  read: 'note',
  change: 'note',
  destructive: 'warning',
  critical: 'error',
};

/** Rules that are no finding of the engine. */
const PROBLEMS = {
  'step.problem': 'This step cannot run as it stands.',
  'runbook.problem': 'Nothing of this runbook can run.',
} as const;

interface Result {
  readonly ruleId: string;
  readonly level: 'note' | 'warning' | 'error';
  readonly message: { readonly text: string };
  readonly locations: readonly object[];
  readonly partialFingerprints: { readonly 'countersign/v1': string };
  readonly properties?: object;
}

/** One run of the tool over all runbooks, as the text of a SARIF log. */
export function toSarif(runbooks: readonly CheckedRunbook[]): string {
  const results = runbooks.flatMap(resultsOf);
  const ids = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Countersign', semanticVersion: version, rules: ids.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        artifacts: runbooks.map(({ path }) => ({ location: { uri: uriOf(path) }, sourceLanguage: 'markdown' })),
        results: results.map((result) => ({ ...result, ruleIndex: ids.indexOf(result.ruleId) })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: string): object {
  const problem = Object.hasOwn(PROBLEMS, id) ? PROBLEMS[id as keyof typeof PROBLEMS] : undefined;
  const [subject = id, ...verb] = id.split('.');
  return {
    id,
    name: id,
    shortDescription: { text: problem ?? `What ${[subject, ...verb.filter((word) => word !== 'run')].join(' ')} does to what it acts on.` },
  };
}

function resultsOf(runbook: CheckedRunbook): readonly Result[] {
  const own =
    runbook.problem === undefined ? [] : [problemResult(runbook, { id: 'runbook.problem', text: runbook.problem, span: [0, 0], key: '' })];
  return [...own, ...runbook.steps.flatMap((step) => stepResults(runbook, step))];
}

function stepResults(runbook: CheckedRunbook, checked: CheckedStep): readonly Result[] {
  const { step, problem, findings } = checked;
  const first: Span = [step.fence[0], runbook.lines.end(step.line)];
  const own = problem === undefined ? [] : [problemResult(runbook, { id: 'step.problem', text: problem, span: first, key: step.id })];
  return [...own, ...findings.map((placed) => findingResult(runbook, { checked, placed }))];
}

function problemResult(
  runbook: CheckedRunbook,
  of: { readonly id: keyof typeof PROBLEMS; readonly text: string; readonly span: Span; readonly key: string },
): Result {
  const { id, text, span, key } = of;
  return {
    ruleId: id,
    level: 'error',
    message: { text },
    locations: [locationOf(runbook, span)],
    partialFingerprints: fingerprint([runbook.path, id, key]),
  };
}

function findingResult(runbook: CheckedRunbook, { checked, placed }: { readonly checked: CheckedStep; readonly placed: Placed }): Result {
  const { finding, span } = placed;
  const { rule, level, sentence, via, target, on, reversible, undo, preview, safer } = finding;
  const { step, assessment } = checked;
  const seen = step.text.slice(...finding.span);
  return {
    ruleId: rule,
    level: SEVERITIES[level],
    message: { text: sentence },
    locations: [{ ...locationOf(runbook, span), logicalLocations: [{ name: step.id, kind: 'member' }] }],
    partialFingerprints: fingerprint([runbook.path, rule, step.id, seen]),
    properties: { level, tags: assessment.tags, via, target, on, reversible, undo, preview, safer },
  };
}

/** Stays the same while other parts of the runbook change. */
const fingerprint = (parts: readonly string[]) => ({ 'countersign/v1': sha256Hex(JSON.stringify(parts)).slice(0, 32) });

function locationOf({ path, text, lines }: CheckedRunbook, [from, to]: Span): object {
  const startLine = lines.at(from);
  const endLine = lines.at(Math.max(from, to - 1));
  const region = {
    startLine: startLine + 1,
    startColumn: from - lines.start(startLine) + 1,
    endLine: endLine + 1,
    endColumn: Math.max(to - lines.start(endLine), 0) + 1,
    charOffset: from,
    charLength: to - from,
    snippet: { text: text.slice(from, to) },
  };
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, region } };
}

/** A relative path as a URI reference; an absolute one with its scheme. */
function uriOf(path: string): string {
  const encoded = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
