// Which database a call acts on.
import { type Aim, tidy } from './aims.ts';
import { optionOf, type Sight } from './sight.ts';

const URL_FORM = /^(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|sqlserver|clickhouse):\/\//i;

/** The database of a client: by URL, by options, by variables. */
export function database(sight: Sight): Aim | null {
  const url = urlOf(sight);
  if (url !== undefined) return { kind: 'database', name: tidy(shortUrl(url)), more: [], named: true };
  const { operands } = sight;
  const conninfo = operands.find((operand) => /(?:^|\s)(?:host|dbname|service)=/.test(operand)) ?? '';
  const part = (key: string): string | undefined => new RegExp(`(?:^|\\s)${key}=(\\S+)`).exec(conninfo)?.[1];
  const named = optionOf(sight, '-h --host') ?? part('host');
  const service = part('service') ?? sight.variable('PGSERVICE');
  const known = sight.facts.pg?.find((one) => one.service === service);
  const host = named ?? sight.variable('PGHOST') ?? sight.variable('MYSQL_HOST') ?? known?.host;
  const name = optionOf(sight, '-d --dbname -D --database') ?? part('dbname') ?? sight.variable('PGDATABASE') ?? known?.dbname ?? service;
  if (host === undefined && name === undefined) return null;
  const whole = host === undefined ? (name ?? '') : name === undefined ? host : `${name} (${host})`;
  return {
    kind: 'database',
    name: tidy(whole),
    more: service === undefined || service === name ? [] : [tidy(service)],
    named: named !== undefined || optionOf(sight, '-d --dbname') !== undefined || conninfo !== '',
    ...(host === undefined ? {} : { flag: `-h ${host}` }),
  };
}

/** A database URL among the words, also by way of a variable that is known. */
function urlOf(sight: Sight): string | undefined {
  const texts = [...sight.operands, ...sight.args.options.flatMap(({ value }) => (value === null ? [] : [value.text]))];
  return texts.map((text) => sight.variable(/^\$\{?([A-Z_]+)\}?$/.exec(text)?.[1] ?? '') ?? text).find((text) => URL_FORM.test(text));
}

const shortUrl = (url: string): string => {
  const [, host = '', path = ''] = /^[^:]+:\/\/(?:[^@/?#]*@)?([^/?#]*)\/?([^?#]*)/.exec(url) ?? [];
  return path === '' ? host : `${path} (${host})`;
};
