/** Ten of each within the next: a thousand million where it is expanded. */
const aliasBomb = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => {
    const items = level === 0 ? Array(10).fill('x') : Array(10).fill(`*l${level - 1}`);
    return `l${level}: &l${level} [${items.join(', ')}]`;
  }).join('\n');

/** What YAML can do that a file of settings does not need: https://yaml.org/spec/1.2.2/ and YAML 1.1's merge keys. */
export const HOSTILE_YAML = {
  'a JavaScript function': 'version: !!js/function "function () { return process.exit(1) }"\n',
  'a tag that nobody knows': 'version: !foo { a: 1 }\nname: !!python/object/apply:os.system ["true"]\n',
  'an alias bomb': `${aliasBomb(9)}\nversion: *l8\n`,
  'an alias of itself': 'a: &a\n  b: *a\n',
  'an alias that leads nowhere': 'a: *nowhere\n',
  'several documents': 'version: 1\n---\nversion: 1\n...\n---\n[]\n',
  'merge keys': 'base: &base { version: 1 }\n<<: *base\n<<: [*base, *base]\n',
  'a key that is a map': '? { a: 1 }\n: 2\n? [1]\n: 3\n',
  'a directive': '%YAML 9.9\n---\nversion: 1\n',
  'keys of the prototype': '__proto__: { version: 1 }\nconstructor: { name: x }\n',
} as const satisfies Readonly<Record<string, string>>;
