import { readdirSync, readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { checkPlaybookFiles } from '../../../functions/playbook/check-files.ts';
import { faultText } from '../../../functions/playbook/fault.ts';
import { HOSTILE_YAML } from '../hostile-yaml.ts';
import { mutatedJson, mutatedText, mutatedValue } from '../mutate.ts';
import { Breach, type Target } from '../target.ts';

const folder = new URL('../../../playbooks/examples/', import.meta.url);
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));
const TEXTS = [...shipped, ...Object.values(HOSTILE_YAML)] as [string, ...string[]];
const DOCUMENTS = shipped.map((text) => parse(text) as unknown) as [unknown, ...unknown[]];

/** Playbooks: each is taken or gets its faults, each with a place and in one line. */
export const playbooks: Target = {
  name: 'playbooks',
  open: () => ({
    attempt(random) {
      const make = (): string =>
        random.pick<() => string>([
          () => mutatedText(TEXTS, random),
          () => mutatedJson(DOCUMENTS, random),
          () => stringify(mutatedValue(DOCUMENTS, random)),
          () => random.pick(TEXTS),
        ])();
      const files = ['a.yaml', 'b.yaml'].map((file) => ({ file, text: make() }));
      for (const { file, playbook, faults } of checkPlaybookFiles(files)) {
        if (playbook === undefined && faults.length === 0)
          throw new Breach('crash', 'neither a playbook nor a fault');
        for (const fault of faults)
          if (!/^.*:[1-9]\d*:[1-9]\d*: .+$/.test(faultText(file, fault)))
            throw new Breach('stack', faultText(file, fault));
      }
    },
  }),
};
