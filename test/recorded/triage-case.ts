import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { run as triage } from '../../functions/cli/triage.ts';
import type { Report } from '../../functions/model/report.ts';
import { readBundle, type SavedBundle } from '../../functions/recordings/bundle-file.ts';
import { readRecording } from '../../functions/recordings/recording.ts';
import { startRecordingServer } from '../../functions/recordings/recording-server.ts';
import { buildReport } from '../../functions/triage/build-report.ts';
import { renderTerminal } from '../../functions/writing/terminal/terminal.ts';
import { kubeconfigFor } from '../support/recording.ts';
import { caseFiles } from './paths.ts';

export interface Triaged {
  readonly report: Report;
  /** As a terminal shows it. */
  readonly note: string;
  /** What it was made of. */
  readonly saved: SavedBundle;
}

/**
 * The report of a case: what `firstnote triage` makes of a recording, which is served to it as a Kubernetes API, or
 * `firstnote replay` of a bundle.
 */
export const triagedCase = async (name: string): Promise<Triaged> => {
  const { recording, bundle } = caseFiles(name);
  return existsSync(recording) ? triagedRecording(recording) : triagedBundle(bundle);
};

const noteOf = (report: Report, { playbook }: SavedBundle): string =>
  renderTerminal(report, { playbook, colours: false });

async function triagedBundle(file: string): Promise<Triaged> {
  const saved = await readBundle(file);
  const report = buildReport(saved.bundle, saved.playbook);
  return { report, note: noteOf(report, saved), saved };
}

/** A recording asked of a moment before its end, as `--at` asks a cluster of now about a moment of then. */
export const triagedBefore = (name: string, seconds: number): Promise<Triaged> =>
  triagedRecording(caseFiles(name).recording, seconds);

async function triagedRecording(file: string, before = 0): Promise<Triaged> {
  const recording = await readRecording(file);
  const { recordedAt, namespace } = recording;
  const at = new Date(Date.parse(recordedAt) - before * 1000).toISOString();
  const server = await startRecordingServer(recording);
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-recorded-'));
  try {
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, kubeconfigFor(server.url));
    let printed = '';
    const bundle = join(folder, 'bundle.json');
    const options = ['--kubeconfig', kubeconfig, '--namespace', namespace, '--at', at];
    await triage([...options, '--json', '--bundle', bundle], {
      stdin: Readable.from([]),
      stdout: (text) => {
        printed += text;
      },
      stderr: () => undefined,
      interactive: false,
      colours: false,
      env: {},
      now: () => new Date(recordedAt),
    });
    const report = JSON.parse(printed) as Report;
    const saved = await readBundle(bundle);
    return { report, note: noteOf(report, saved), saved };
  } finally {
    rmSync(folder, { recursive: true });
    await server.close();
  }
}
