import { describe, expect, it } from '@jest/globals';
import { dependencyWorkload } from '../../../../functions/diagnosis/mechanisms/dependencies/playbook-dependency.ts';
import { networkPolicy } from '../../../../functions/diagnosis/mechanisms/network/network-policy.ts';
import { reachability } from '../../../../functions/diagnosis/mechanisms/network/reachability.ts';
import { workloadOf } from '../../../../functions/diagnosis/remedy/dependency.ts';
import { buildView } from '../../../../functions/diagnosis/view/view.ts';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import { factsOf } from '../../../support/facts.ts';
import { said } from '../../../support/written.ts';
import { app, bundleOf, findingsOf, join, log, NAMESPACE, playbook, podName, service } from './cluster.ts';

const LEDGER = { version: 'both' };
const half = (name: string, ready: boolean) => app(name, { ready, labels: LEDGER });
/** Two workloads behind one Service: by its label, whoever is first, one of them not ready. */
const system = (broken: 'ledger-a' | 'ledger-b' | 'none') =>
  join(
    app('tills', { container: { env: [{ name: 'LEDGER_URL', value: 'http://ledger' }] } }),
    half('ledger-a', broken !== 'ledger-a'),
    half('ledger-b', broken !== 'ledger-b'),
    { services: [service('ledger', { selector: LEDGER })] },
  );
const target = { workload: { kind: 'Deployment', namespace: NAMESPACE, name: 'tills' } };
const declared = playbook({
  dependencies: [{ name: 'books', kind: 'service', service: 'ledger', port: 80 }],
});

describe.each(['ledger-a', 'ledger-b'] as const)('of two workloads behind a Service, %s', (broken) => {
  const parts = system(broken);
  const view = buildView(bundleOf(parts, target), declared);

  it('is what a dependency of the playbook is, as the one that is not ready', () => {
    expect(dependencyWorkload(view, 'books')?.ref.name).toBe(broken);
  });

  it('is blamed for a try that is refused', () => {
    const probes = [
      { host: 'ledger', port: 80, from: 'pod tills-1', inside: true, result: 'refused', detail: '', ms: 1 },
    ];
    const [found] = findingsOf(reachability, join(parts, { probes }), target);
    expect(found?.object.name).toBe(broken);
  });

  it('is told as the dependency that fails', () => {
    const { dependencies } = buildReport(bundleOf(parts, target), declared);
    expect(dependencies).toMatchObject([{ name: 'books', state: 'failing' }]);
  });

  it('is what a remedy looks at, where the cause does not blame the other one', () => {
    const other = broken === 'ledger-a' ? 'ledger-b' : 'ledger-a';
    const lookedAt = (name: string) =>
      workloadOf(
        {
          ...factsOf('dependency-unreachable', { peers: [] }),
          ...{ confidence: 'high', title: said('x'), evidence: [], against: [], actions: [] },
          object: { kind: 'Service', namespace: NAMESPACE, name },
        },
        view,
      )?.ref.name;
    expect(lookedAt('ledger')).toBe(broken);
    const blamed = workloadOf(
      {
        ...factsOf('dependency-unreachable', { peers: [] }),
        ...{ confidence: 'high', title: said('x'), evidence: [], against: [], actions: [] },
        object: { kind: 'Deployment', namespace: NAMESPACE, name: other },
      },
      view,
    );
    expect(blamed?.ref.name).toBe(other);
  });

  it('is the one whose policy lets no call in', () => {
    const closed = {
      metadata: { name: 'closed', namespace: NAMESPACE },
      spec: { podSelector: { matchLabels: { app: broken } }, policyTypes: ['Ingress'], ingress: [] },
    };
    const found = networkPolicy.analyze(
      buildView(
        bundleOf(
          join(system('none'), {
            logs: [log({ pod: podName('tills') }, { 'connect ETIMEDOUT 10.96.0.10:80': 40 }, ['ledger:80'])],
            networkpolicies: [closed],
          }),
        ),
        playbook(),
      ),
    );
    expect(found.map(({ title }) => title)).toMatchObject([{ how: 'not-received', to: broken }]);
  });
});

it('has no policy named where none of several workloads is closed', () => {
  const open = {
    metadata: { name: 'open', namespace: NAMESPACE },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] },
  };
  const parts = join(system('none'), {
    logs: [log({ pod: podName('tills') }, { 'connect ETIMEDOUT 10.96.0.10:80': 40 }, ['ledger:80'])],
    networkpolicies: [open],
  });
  expect(findingsOf(networkPolicy, parts)).toEqual([]);
});
