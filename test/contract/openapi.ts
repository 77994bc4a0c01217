import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** Judges requests and answers by our copy of PagerDuty's OpenAPI document (pagerduty-openapi.json). */

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: { readonly type?: string; readonly items?: object };
}
interface Media {
  readonly schema: object;
}
interface Body {
  readonly content?: { readonly 'application/json'?: Media };
}
interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body | { readonly $ref: string }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const document = JSON.parse(
  readFileSync(new URL('pagerduty-openapi.json', import.meta.url), 'utf8'),
) as Document;
const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
formats.default(ajv);
ajv.addFormat('url', (value: string) => URL.canParse(value));
for (const prose of ['activesupport-time-zone', 'tzinfo']) ajv.addFormat(prose, true);
ajv.addSchema(document, 'requests');
ajv.addSchema(lenient(document) as object, 'answers');

/**
 * The document's `oneOf` as `anyOf`: its own examples match several of their branches (a log entry's channel). And an
 * acknowledgement's type as the document itself lists it elsewhere: by its two names together no entry is valid.
 */
function lenient(value: unknown): unknown {
  if (value === 'acknowledgement_log_entry') return 'acknowledge_log_entry';
  if (Array.isArray(value)) return value.map(lenient);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key === 'oneOf' ? 'anyOf' : key, lenient(entry)]),
  );
}

/** Without nulls: the document's own examples have some where its schemas allow none ("resolved_at"). */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutNulls(entry)]));
}

const pointer = (document: 'requests' | 'answers', ...path: string[]): string =>
  `${document}#/${path.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

const compiled = new Map<string, ValidateFunction>();
function faultsOf(reference: string, value: unknown): string[] {
  const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
  compiled.set(reference, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (error: ErrorObject) => `${error.instancePath === '' ? '(body)' : error.instancePath} ${error.message}`,
  );
}

function resolve<T extends object>(value: T | { readonly $ref: string }): T {
  if (!('$ref' in value)) return value;
  const [, , section = '', name = ''] = value.$ref.split('/');
  return document.components[section]?.[name] as T;
}

/** The operation that a request is for: its template, and the values of its path parameters. */
function operationOf(method: string, path: string) {
  for (const [template, methods] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`);
    const operation = methods[method.toLowerCase()];
    if (operation !== undefined && pattern.test(path)) return { template, operation };
  }
  return undefined;
}

/** "GET /incidents/{id}" of a request, undefined when the document has no such operation. */
export function operationName(request: Pick<Request, 'method' | 'url'>): string | undefined {
  const found = operationOf(request.method, new URL(request.url, 'http://host').pathname);
  return found && `${request.method.toUpperCase()} ${found.template}`;
}

/** All faults of a request by the official document, [] when there are none. */
export function judgeRequest(request: Request): string[] {
  const url = new URL(request.url, 'http://host');
  const found = operationOf(request.method, url.pathname);
  if (found === undefined) return [`no operation ${request.method} ${url.pathname}`];
  const { template, operation } = found;
  const parameters = (operation.parameters ?? []).map((entry) => resolve<Parameter>(entry));
  return [
    ...judgeHeaders(request, parameters),
    ...judgeQuery(url.searchParams, parameters),
    ...judgeBody(request, template, operation),
  ];
}

function judgeHeaders(request: Request, parameters: readonly Parameter[]): string[] {
  const headers = new Map(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const faults: string[] = [];
  const authorization = headers.get('authorization');
  if (typeof authorization !== 'string' || !/^(Token token=\S+|Bearer \S+)$/.test(authorization)) {
    faults.push('header Authorization is missing or malformed');
  }
  for (const parameter of parameters.filter((entry) => entry.in === 'header')) {
    const value = headers.get(parameter.name.toLowerCase());
    if (value === undefined) {
      if (parameter.required === true) faults.push(`header ${parameter.name} is missing`);
      continue;
    }
    // The media type alone is compared: the document lists it without parameters.
    const judged = parameter.name === 'Content-Type' ? String(value).split(';')[0] : value;
    faults.push(...valueFaults(`header ${parameter.name}`, judged, parameter.schema));
  }
  if (headers.get('accept') !== 'application/vnd.pagerduty+json;version=2') {
    faults.push('header Accept does not ask for version 2');
  }
  return faults;
}

function judgeQuery(query: URLSearchParams, parameters: readonly Parameter[]): string[] {
  const known = new Map(
    parameters.filter((entry) => entry.in === 'query').map((entry) => [entry.name, entry]),
  );
  return [...new Set(query.keys())].flatMap((name) => {
    const parameter = known.get(name);
    if (parameter === undefined) return [`query ${name} is not known`];
    const values = query.getAll(name);
    const isList = parameter.schema.type === 'array';
    return valueFaults(`query ${name}`, isList ? values : values[0], parameter.schema);
  });
}

/** What a query's text stands for. */
function typedValue(type: string | undefined, value: unknown): unknown {
  if (type === 'integer') return Number(value);
  return type === 'boolean' ? value === 'true' : value;
}

/** The document's own `pattern` of since and until is prose ("YYYY-MM-DD..."), not a regular expression. */
function valueFaults(what: string, value: unknown, schema: object): string[] {
  const { pattern: _prose, ...judged } = schema as { pattern?: string; type?: string };
  const validate = ajv.compile(judged);
  return validate(typedValue(judged.type, value)) ? [] : [`${what}: ${ajv.errorsText(validate.errors)}`];
}

function judgeBody(request: Request, template: string, operation: Operation): string[] {
  if (operation.requestBody?.content === undefined)
    return request.body === '' ? [] : ['a body is not expected'];
  const path = [
    'paths',
    template,
    request.method.toLowerCase(),
    'requestBody',
    'content',
    'application/json',
  ];
  return faultsOf(pointer('requests', ...path, 'schema'), JSON.parse(request.body));
}

/** All faults of an answer's body by the official document, [] when there are none. */
export function judgeAnswer(
  request: Pick<Request, 'method' | 'url'>,
  status: number,
  body: string,
): string[] {
  const found = operationOf(request.method, new URL(request.url, 'http://host').pathname);
  if (found === undefined) return [`no operation ${request.method} ${request.url}`];
  const response = found.operation.responses[String(status)];
  if (response === undefined) return [`status ${status} is not documented`];
  const path =
    '$ref' in response
      ? ['components', ...response.$ref.split('/').slice(2)]
      : ['paths', found.template, request.method.toLowerCase(), 'responses', String(status)];
  if (resolve<Body>(response).content?.['application/json'] === undefined) return [];
  return faultsOf(
    pointer('answers', ...path, 'content', 'application/json', 'schema'),
    withoutNulls(JSON.parse(body)),
  );
}
