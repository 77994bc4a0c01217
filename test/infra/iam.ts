import { BlockList } from 'node:net';

/** A statement of a policy, its intrinsic functions resolved. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Request {
  /** "cloudwatch.amazonaws.com", or an ARN. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys; a key that is not here is not in the request. */
  readonly context: Readonly<Record<string, string>>;
}

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/** `*` and `?`, as IAM has them. */
const isLike = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(value);

/** "203.0.113.0/24" and "203.0.113.7" hold 203.0.113.7. */
function isWithin(range: string, address: string): boolean {
  const [net = '', bits = '32'] = range.split('/');
  const list = new BlockList();
  list.addSubnet(net, Number(bits), 'ipv4');
  return list.check(address, 'ipv4');
}

/** The condition operators that our policies use; another one throws. */
const OPERATORS: Readonly<Record<string, (wanted: string, given: string | undefined) => boolean>> = {
  StringEquals: (wanted, given) => given === wanted,
  ArnLike: (wanted, given) => given !== undefined && isLike(wanted, given),
  ArnEquals: (wanted, given) => given !== undefined && isLike(wanted, given),
  Bool: (wanted, given) => given === wanted,
  IpAddress: (wanted, given) => given !== undefined && isWithin(wanted, given),
  NumericLessThan: (wanted, given) => given !== undefined && Number(given) < Number(wanted),
};

function matches(statement: Statement, request: Request): boolean {
  const { Principal = '*' } = statement;
  const principals = Principal === '*' ? ['*'] : Object.values(Principal).flatMap(listOf);
  return (
    principals.some((each) => isLike(each, request.principal)) &&
    listOf(statement.Action).some((each) => isLike(each.toLowerCase(), request.action.toLowerCase())) &&
    listOf(statement.Resource).some((each) => isLike(each, request.resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => {
        const test = OPERATORS[operator];
        if (test === undefined) throw new Error(`the condition operator ${operator} is not understood here`);
        return listOf(wanted).some((each) => test(each, request.context[key]));
      }),
    )
  );
}

/**
 * Whether a resource's policy lets a request of the same account pass that no identity's policy allows: an Allow that
 * matches and no Deny (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export function isAllowed(statements: readonly Statement[], request: Request): boolean {
  const matching = statements.filter((statement) => matches(statement, request));
  return (
    matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny')
  );
}
