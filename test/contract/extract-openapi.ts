/**
 * Cuts out of PagerDuty's official OpenAPI document (https://github.com/PagerDuty/api-schema, openapi 3.0.2) what the
 * contract tests need: the operations below and the schemas that they refer to, without prose and examples.
 *
 *     node test/contract/extract-openapi.ts OPENAPI.json > test/contract/pagerduty-openapi.json
 */
import { readFileSync } from 'node:fs';

const OPERATIONS: readonly (readonly [string, 'get' | 'put' | 'post'])[] = [
  ['/incidents', 'post'],
  ['/incidents/{id}', 'get'],
  ['/incidents/{id}', 'put'],
  ['/incidents/{id}/alerts', 'get'],
  ['/incidents/{id}/notes', 'get'],
  ['/incidents/{id}/notes', 'post'],
  ['/incidents/{id}/notes/{note_id}', 'put'],
  ['/incidents/{id}/log_entries', 'get'],
  ['/incidents/{id}/related_change_events', 'get'],
  ['/incidents/{id}/responder_requests', 'post'],
  ['/incidents/{id}/status_updates', 'post'],
  ['/services/{id}', 'get'],
  ['/services/{id}/change_events', 'get'],
  ['/escalation_policies/{id}', 'get'],
  ['/oncalls', 'get'],
  ['/users/{id}', 'get'],
  ['/webhook_subscriptions', 'get'],
  ['/webhook_subscriptions/{id}/ping', 'post'],
  ['/abilities', 'get'],
];

/** Names of prose; inside `properties` the same names are fields and stay. */
const PROSE = new Set(['description', 'summary', 'example', 'examples', 'title', 'tags', 'operationId']);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Doc = { [key: string]: Json };

const isDoc = (value: Json | undefined): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same value without prose; names of fields are data and stay whatever they are called. */
function bare(value: Json, namesAreData = false): Json {
  if (Array.isArray(value)) return value.map((entry) => bare(entry));
  if (!isDoc(value)) return value;
  const kept = Object.entries(value).filter(
    ([key]) => namesAreData || !(PROSE.has(key) || key.startsWith('x-')),
  );
  return Object.fromEntries(
    kept.map(([key, entry]) => [key, bare(entry, key === 'properties' && !namesAreData)]),
  );
}

/** Every `$ref` of a value, as written. */
function references(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isDoc(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === '$ref' && typeof entry === 'string' ? [entry] : references(entry),
  );
}

/** "#/components/schemas/Tag/allOf/0" -> ["schemas", "Tag"]: whole components are kept. */
function componentOf(reference: string): readonly [string, string] {
  const [, components, section, name] = reference.split('/');
  if (components !== 'components' || section === undefined || name === undefined) {
    throw new Error(`cannot follow the reference ${reference}: it points outside of #/components`);
  }
  return [section, name];
}

const at = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((found, key) => (isDoc(found) ? found[key] : undefined), value);

function cut(official: Doc): Doc {
  const paths: { [path: string]: Doc } = {};
  for (const [path, method] of OPERATIONS) {
    const operation = at(official, 'paths', path, method);
    if (operation === undefined) throw new Error(`${method.toUpperCase()} ${path} is not in the document`);
    paths[path] = { ...paths[path], [method]: bare(operation) };
  }
  const components: { [section: string]: Doc } = {};
  const open = references(paths);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const [section, name] = componentOf(reference);
    if (components[section]?.[name] !== undefined) continue;
    const component = at(official, 'components', section, name);
    if (component === undefined) throw new Error(`${reference} is not in the document`);
    const kept = bare(component);
    components[section] = { ...components[section], [name]: kept };
    open.push(...references(kept));
  }
  return {
    openapi: official.openapi ?? '3.0.2',
    info: {
      title: 'PagerDuty REST API v2: the operations that firstnote calls',
      version: '2.0.0',
      'x-source':
        'https://github.com/PagerDuty/api-schema (reference/REST/openapiv3.json), cut by test/contract/extract-openapi.ts: interface facts only (paths, names, types, limits); descriptions and examples are left out because that repository states no licence.',
    },
    servers: [{ url: 'https://api.pagerduty.com' }],
    paths,
    components,
  };
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error(
    'usage: node test/contract/extract-openapi.ts OPENAPI.json > test/contract/pagerduty-openapi.json',
  );
  process.exitCode = 2;
} else {
  console.log(JSON.stringify(cut(JSON.parse(readFileSync(file, 'utf8')) as Doc), null, 1));
}
