import { anyOf } from './any-of.ts';

/** Endings of source files and of other files that stand before ":number", and are no domain of the Internet. */
const FILE = anyOf(
  [
    /\.(?:[cm]?[jt]sx?|go|java|kts?|rb|php|[cf]sx?|vb|c|cu|c(?:pp|xx)|h(?:h|pp|xx)?|mm?|pyx|scala|groovy)$/,
    /\.(?:dart|exs?|lua|vue|svelte|[eh]rl|clj[cs]?|swift|hs|jl|zig|s?css|html?|erb|jsp|proto)$/,
    // Data, settings, what was built.
    /\.(?:sql|ya?ml|json|xml|txt|log|lock|class|jar|gz|conf|cfg|ini|toml)$/,
  ],
  'i',
);
/** Endings of files that are countries as well. */
const FILE_OR_COUNTRY = /\.(?:py|rs|sh|pl|pm|ml|cr|cc|md|so)$/i;

/** A class ("KsqlRestApplication", "o.a.k.c.NetworkClient", "Shop.Orders.Handler"): names of the DNS are not written so. */
const CLASS = /(?:^|\.)[A-Z]\w*[a-z]\w*$|(?:^|\.)[a-z]+[A-Z]\w*$/;

/** Ports below 1024 that programs are called on (IANA's registry); other numbers as small are lines of a file. */
const LOW_PORTS: ReadonlySet<number> = new Set(
  '21 22 25 80 81 82 88 110 111 143 389 443 444 445 465 514 587 636 853 873 990 993 995'
    .split(' ')
    .map(Number),
);
/** Ports that hosts outside are called on. */
const OUTSIDE_PORTS: readonly number[] = [80, 443, 8080, 8443];

/** Words that a program writes before the host that it calls. */
const CALLING = new RegExp(
  `(?:${
    anyOf(
      [
        /\b(?:to|tcp[46]?|udp|dial|reach|connect(?:ing)?|upstream)\s{1,2}/,
        // Node's, as the errors of its net and dns modules name them.
        /\bE(?:CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|(?:HOST|NET)UNREACH|NOTFOUND|AI_AGAIN)\s{1,2}/,
        /@|\/\/|->/,
      ],
      '',
    ).source
  })["'\`[(/]{0,2}$`,
);
/** So much before a name is looked at, characters. */
const BEFORE = 24;

/**
 * Whether NAME:NUMBER is a place in source, and no host and port: a file and its line, a class or module and its line
 * (log4j's "(%c:%L)", Python's "%(name)s:%(lineno)d"). What stands behind a word for a call ("dial tcp") is a host,
 * whatever it looks like. `at` is where the name begins in the text.
 */
export function isPlace(text: string, at: number, name: string, number: number): boolean {
  if (FILE.test(name)) return true;
  if (FILE_OR_COUNTRY.test(name)) return name.split('.').length < 3 || !OUTSIDE_PORTS.includes(number);
  if (isCalled(text, at)) return false;
  return CLASS.test(name) || (number < 1024 && !LOW_PORTS.has(number));
}

/** Whether a word for a call stands right before a host. */
export const isCalled = (text: string, at: number): boolean =>
  CALLING.test(text.slice(Math.max(0, at - BEFORE), at));
