// Outputs that are data (JSON): a table of what matters instead of a megabyte.
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Row = Readonly<Record<string, string>>;

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: Json | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((here, key) => (isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined), value);
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const text = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? '' : String(value).replace(/\s+/g, ' ').slice(0, 200);

/** Lines that say what the data say, those that decide first; null for a text that is no JSON. */
export function digestOf(whole: string): readonly string[] | null {
  const trimmed = whole.trim();
  if (!/^[[{]/.test(trimmed)) return null;
  const parsed = parse(trimmed);
  if (parsed !== undefined) return linesOf(parsed);
  const records = jsonLines(trimmed);
  return records === null ? null : records.map(recordLine);
}

function parse(source: string): Json | undefined {
  try {
    return JSON.parse(source) as Json;
  } catch {
    return undefined;
  }
}

/** A log of one JSON object a line; a few lines may be none. */
function jsonLines(source: string): readonly Json[] | null {
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  const parsed = lines.map((line) => (line.startsWith('{') ? parse(line) : undefined) ?? line);
  return lines.length > 1 && parsed.filter(isObject).length * 2 > lines.length ? parsed : null;
}

function recordLine(record: Json): string {
  if (!isObject(record)) return text(record);
  const message = text(record.MESSAGE ?? record['@message'] ?? record.msg ?? record.message ?? record.log);
  const level = text(record['@level'] ?? record.level ?? record.severity ?? PRIORITIES[Number(record.PRIORITY)]);
  const from = text(record._SYSTEMD_UNIT ?? record.SYSLOG_IDENTIFIER ?? record.logger ?? record.component);
  const error = text(record.error ?? record.err ?? at(record, 'diagnostic', 'detail'));
  return [level.toUpperCase(), from, message || (error ? '' : JSON.stringify(record).slice(0, 400)), error ? `error: ${error}` : '']
    .filter((part) => part !== '')
    .join(' ');
}

const PRIORITIES = ['EMERG', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'];

function linesOf(value: Json): readonly string[] {
  const changes = list(at(value, 'resource_changes'));
  if (changes.length > 0) return changeLines(changes);
  const items = Array.isArray(value) ? value : list(at(value, 'items'));
  const objects = items.filter(isObject);
  if (objects.length > 0) return tableOf(objects.map(rowOf));
  if (isObject(value) && 'kind' in value && 'metadata' in value)
    return [...tableOf([rowOf(value)]), ...leavesOf(at(value, 'status') ?? null, 'status')];
  return leavesOf(value, '');
}

/** A plan of terraform: what becomes of which resource, what only is read left out. */
function changeLines(changes: readonly Json[]): readonly string[] {
  const all = changes.map((change) => ({
    actions: list(at(change, 'change', 'actions'))
      .map(text)
      .join('+'),
    address: text(at(change, 'address')),
  }));
  const changed = all.filter(({ actions }) => actions !== 'no-op' && actions !== 'read');
  const heavy = (actions: string) => (actions.includes('delete') ? 0 : 1);
  const sorted = [...changed].sort((a, b) => heavy(a.actions) - heavy(b.actions));
  return [`Plan: ${changed.length} of ${all.length} resources change`, ...sorted.map(({ actions, address }) => `${actions} ${address}`)];
}

function rowOf(item: { readonly [key: string]: Json }): Row {
  return 'metadata' in item ? objectRow(item) : plainRow(item);
}

/** An object of Kubernetes. */
function objectRow(item: { readonly [key: string]: Json }): Row {
  const containers = [...list(at(item, 'status', 'initContainerStatuses')), ...list(at(item, 'status', 'containerStatuses'))];
  const specs = list(at(item, 'spec', 'containers') ?? at(item, 'spec', 'template', 'spec', 'containers'));
  const reasons = containers.flatMap((container) => [
    text(at(container, 'state', 'waiting', 'reason')),
    text(at(container, 'state', 'waiting', 'message')),
    text(at(container, 'state', 'terminated', 'reason')),
    text(at(container, 'lastState', 'terminated', 'reason')),
  ]);
  const troubles = list(at(item, 'status', 'conditions')).filter(isTrouble);
  const told = troubles.map((condition) =>
    [text(at(condition, 'type')), text(at(condition, 'status')), text(at(condition, 'reason')), text(at(condition, 'message'))]
      .join(' ')
      .trim(),
  );
  return {
    kind: text(item.kind),
    namespace: text(at(item, 'metadata', 'namespace')),
    name: text(at(item, 'metadata', 'name')),
    ready: readyOf(item, containers),
    status: text(at(item, 'status', 'phase') ?? item.type ?? item.reason),
    restarts:
      containers.length === 0
        ? ''
        : String(containers.reduce<number>((sum, container) => sum + Number(at(container, 'restartCount') ?? 0), 0)),
    image: specs.map((container) => text(at(container, 'image'))).join(','),
    why: [...new Set([...reasons.filter((reason) => reason !== 'Completed'), ...told, text(item.message)])]
      .filter((part) => part !== '')
      .join('; ')
      .slice(0, 400),
  };
}

const NEGATIVE = /Pressure$|Unavailable$|Failed$|Failure$|Stalled$|Degraded$/;
const isTrouble = (condition: Json): boolean =>
  text(at(condition, 'status')) === (NEGATIVE.test(text(at(condition, 'type'))) ? 'True' : 'False') ||
  text(at(condition, 'status')) === 'Unknown';

function readyOf(item: Json, containers: readonly Json[]): string {
  const own = list(at(item, 'status', 'containerStatuses'));
  if (containers.length > 0 && own.length > 0) return `${own.filter((container) => at(container, 'ready') === true).length}/${own.length}`;
  const replicas = at(item, 'spec', 'replicas') ?? at(item, 'status', 'desiredNumberScheduled');
  if (replicas !== undefined)
    return `${text(at(item, 'status', 'readyReplicas') ?? at(item, 'status', 'numberReady') ?? 0)}/${text(replicas)}`;
  const ready = list(at(item, 'status', 'conditions')).find((condition) => text(at(condition, 'type')) === 'Ready');
  return ready === undefined ? '' : text(at(ready, 'status'));
}

const COLUMNS = [
  'name',
  'Name',
  'id',
  'Id',
  'unit',
  'namespace',
  'kind',
  'type',
  'ready',
  'active',
  'sub',
  'load',
  'status',
  'Status',
  'state',
  'phase',
  'revision',
  'chart',
  'image',
  'version',
  'exitCode',
  'reason',
  'message',
  'error',
];

function plainRow(item: { readonly [key: string]: Json }): Row {
  const state = at(item, 'State');
  const docker = isObject(state)
    ? {
        status: text(state.Status),
        exit: text(state.ExitCode),
        error: text(state.Error),
        image: text(at(item, 'Config', 'Image')),
      }
    : {};
  const known = COLUMNS.flatMap((column) => (text(item[column]) === '' ? [] : [[column, text(item[column])] as const]));
  return known.length > 0
    ? { ...Object.fromEntries(known), ...docker }
    : Object.fromEntries(
        Object.entries(item)
          .slice(0, 6)
          .map(([key, value]) => [key, text(value)]),
      );
}

const isWell = (row: Row): boolean => {
  const [is, of] = (row.ready ?? '').split('/');
  const ready = of === undefined ? is !== 'False' && is !== 'Unknown' : is === of;
  return (
    (ready && !row.why && !/fail|error|crash|pending|unknown|inactive|exited|dead|degraded/i.test(Object.values(row).join(' '))) ||
    row.status === 'Succeeded'
  );
};

/** Rows in trouble first; the columns nobody fills are left out. */
function tableOf(rows: readonly Row[]): readonly string[] {
  const sorted = [...rows.filter((row) => !isWell(row)), ...rows.filter(isWell)];
  const columns = [...new Set(sorted.flatMap((row) => Object.keys(row)))].filter((column) => sorted.some((row) => row[column]));
  const well = rows.filter(isWell).length;
  return [
    `${rows.length} items, ${rows.length - well} not well`,
    columns.join(' | '),
    ...sorted.map((row) => columns.map((column) => row[column] || '-').join(' | ')),
  ];
}

const LEAF_LIMIT = 20_000;

/** Every value on a line with its path. */
function leavesOf(value: Json, path: string): readonly string[] {
  const lines: string[] = [];
  const open: { readonly value: Json; readonly path: string }[] = [{ value, path }];
  for (let next = open.pop(); next !== undefined && lines.length < LEAF_LIMIT; next = open.pop()) {
    const { value: here, path: name } = next;
    if (here === null || typeof here !== 'object') lines.push(`${name}: ${text(here)}`);
    else
      open.push(
        ...Object.entries(here)
          .map(([key, inner]) => ({ value: inner as Json, path: name === '' ? key : `${name}.${key}` }))
          .reverse(),
      );
  }
  return lines;
}
