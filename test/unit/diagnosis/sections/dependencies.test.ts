import { describe, expect, it } from '@jest/globals';
import type { ReachabilityProbe } from '../../../../functions/model/evidence.ts';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import { app, bundleOf, join, log, NAMESPACE, playbook, podName } from '../mechanisms/cluster.ts';

const target = { workload: { kind: 'Deployment', namespace: NAMESPACE, name: 'api' } };
const external = [
  { name: 'Maps', host: 'maps.example.com', port: 443 },
  { name: 'Texts', host: 'texts.example.com', port: 443 },
];
const probe = (host: string, from: string, result: ReachabilityProbe['result']): ReachabilityProbe => ({
  ...{ host, port: 443, from, inside: from.startsWith('pod '), result, detail: '', ms: 1 },
});

const statesWith = (...probes: ReachabilityProbe[]): readonly string[] => {
  const parts = join(app('api'), { logs: [log({ pod: podName('api') })], probes });
  return buildReport(bundleOf(parts, target), playbook({ external })).dependencies.map(({ state }) => state);
};

describe('an outside service that a try does not reach', () => {
  it('is not failing where the place of the try reaches nothing at all', () => {
    const states = statesWith(
      probe('maps.example.com', 'this machine', 'dns-failed'),
      probe('texts.example.com', 'this machine', 'dns-failed'),
    );
    expect(states).toEqual(['unknown', 'unknown']);
  });

  it('is failing where the same place reaches another one', () => {
    const states = statesWith(
      probe('maps.example.com', 'this machine', 'timeout'),
      probe('texts.example.com', 'this machine', 'open'),
    );
    expect(states).toEqual(['failing', 'ok']);
  });

  it('is failing where a pod itself does not reach it', () => {
    expect(statesWith(probe('maps.example.com', 'pod api-1', 'timeout'))[0]).toBe('failing');
  });
});
