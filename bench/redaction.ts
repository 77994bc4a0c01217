import { alteredOf } from '../test/unit/redaction/altered.ts';
import { plantEverywhere } from '../test/unit/redaction/channels.ts';
import { isHeldOut } from '../test/unit/redaction/held-out.ts';
import { leaksIn } from '../test/unit/redaction/leaks.ts';
import { GRAMMARS } from '../test/unit/redaction/ordinary.ts';
import { SECRET_KINDS } from '../test/unit/redaction/secret-kinds.ts';

/** Ordinary things drawn of each grammar. */
const EACH = 40;

const counted = (of: readonly string[]): string =>
  [...new Set(of)].map((name) => `${name} ${of.filter((other) => other === name).length}`).join(', ');

/** Scores redaction both ways, on what rules were written on and on what was held out; `-- details` names what fails. */
export async function run(): Promise<void> {
  const details = process.argv.includes('details');
  const heldOutToo = process.argv.includes('held-out');
  const { planted, outputs } = await plantEverywhere(SECRET_KINDS);
  const leaks = leaksIn(planted, outputs);
  for (const held of [false, true]) {
    const which = held ? 'held out' : 'known';
    const mine = planted.filter(({ kind }) => isHeldOut(kind) === held);
    const out = leaks.filter(({ kind }) => isHeldOut(kind) === held);
    const secrets = new Set(out.map(({ secret }) => secret)).size;
    const kinds = new Set(mine.map(({ kind }) => kind)).size;
    const leaking = [...new Set(out.map(({ kind }) => kind))];
    process.stdout.write(
      `${which}: ${secrets} of ${mine.length} planted secrets come through, of ${leaking.length} of ${kinds} kinds\n`,
    );
    const { drawn, altered } = alteredOf(
      Object.keys(GRAMMARS).filter((name) => isHeldOut(name) === held),
      EACH,
    );
    const bad = [...new Set(altered.map(({ grammar }) => grammar))];
    process.stdout.write(
      `${which}: ${altered.length} of ${drawn} ordinary things are altered, of ${bad.length} grammars\n`,
    );
    if (!details || (held && !heldOutToo)) continue;
    for (const kind of leaking) {
      const of = out.filter((leak) => leak.kind === kind);
      process.stdout.write(
        `  leaks ${kind}: ${counted(of.map(({ channel }) => channel))} [${counted(of.map(({ output }) => output))}]\n`,
      );
    }
    for (const grammar of bad) {
      const of = altered.filter((one) => one.grammar === grammar);
      process.stdout.write(`  alters ${grammar}: ${of.length}\n    ${of[0]?.was}\n    ${of[0]?.shown}\n`);
    }
  }
}
