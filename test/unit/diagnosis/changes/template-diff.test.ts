import { describe, expect, it } from '@jest/globals';
import { diffTemplates, isRestart } from '../../../../functions/diagnosis/changes/template-diff.ts';
import * as k from '../../../../functions/model/kubernetes/objects.ts';
import { differenceText } from '../../../../functions/writing/statements/template-difference.ts';

interface Options {
  readonly metadata?: object;
  readonly spec?: object;
}
const template = (containers: readonly object[], { metadata = {}, spec = {} }: Options = {}): k.PodTemplate =>
  k.deployment.parse({ spec: { template: { metadata, spec: { containers, ...spec } } } }).spec.template;
const one = (more: object) => [{ name: 'main', image: 'r/app:1', ...more }];
/** In words, which tell each part of a difference. */
const linesOf = (before: k.PodTemplate, after: k.PodTemplate): readonly string[] =>
  diffTemplates(before, after).map(differenceText);
/** How many things differ, either way. */
const differ = (before: k.PodTemplate, after: k.PodTemplate): number => {
  const [there, back] = [diffTemplates(before, after), diffTemplates(after, before)];
  expect(back.length).toBe(there.length);
  return there.length;
};

describe('what differs between two pod templates', () => {
  it.each<[string, object, object]>([
    ['image', { image: 'r/app:1' }, { image: 'r/app:2' }],
    ['command', { command: ['a'] }, { command: ['b'] }],
    ['args', { args: ['a'] }, { args: ['a', 'b'] }],
    ['ports', { ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 81 }] }],
    ['envFrom', {}, { envFrom: [{ configMapRef: { name: 'c' } }] }],
    ['volumeMounts', {}, { volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
    ['securityContext', { securityContext: { runAsUser: 1 } }, { securityContext: { runAsUser: 2 } }],
    ['livenessProbe', {}, { livenessProbe: { httpGet: { path: '/', port: 80 } } }],
    ['readinessProbe', {}, { readinessProbe: { httpGet: { path: '/', port: 80 } } }],
    ['startupProbe', {}, { startupProbe: { httpGet: { path: '/', port: 80 } } }],
    ['requests', { resources: { requests: { cpu: '1' } } }, { resources: { requests: { cpu: '2' } } }],
    ['limits', {}, { resources: { limits: { memory: '1Gi' } } }],
    ['env', { env: [{ name: 'A', value: '1' }] }, { env: [{ name: 'A', value: '2' }] }],
    ['env', {}, { env: [{ name: 'A', value: '1' }] }],
  ])('is told of a container: its %s', (name, before, after) => {
    expect(differ(template(one(before)), template(one(after)))).toBe(1);
    expect(linesOf(template(one(before)), template(one(after)))[0]).toContain(name);
    expect(differ(template(one(before)), template(one(before)))).toBe(0);
  });

  it.each<[string, object]>([
    ['nodeSelector', { nodeSelector: { disk: 'ssd' } }],
    ['affinity', { affinity: { nodeAffinity: {} } }],
    ['tolerations', { tolerations: [{ key: 'a' }] }],
    ['serviceAccountName', { serviceAccountName: 'a' }],
    ['imagePullSecrets', { imagePullSecrets: [{ name: 'a' }] }],
    ['dnsPolicy', { dnsPolicy: 'Default' }],
    ['volumes', { volumes: [{ name: 'v', configMap: { name: 'c' } }] }],
  ])('is told of the pod: its %s', (name, spec) => {
    expect(linesOf(template(one({})), template(one({}), { spec }))[0]).toMatch(`${name} `);
    expect(differ(template(one({})), template(one({}), { spec }))).toBe(1);
    expect(differ(template(one({}), { spec }), template(one({}), { spec }))).toBe(0);
  });

  it('is told of labels, but for those that a controller sets', () => {
    const labelled = (labels: object) => template(one({}), { metadata: { labels } });
    expect(differ(labelled({ tier: 'a' }), labelled({ tier: 'b' }))).toBe(1);
    expect(
      differ(labelled({ 'pod-template-hash': 'a' }), labelled({ 'controller-revision-hash': 'b' })),
    ).toBe(0);
  });

  it('is told of containers that come and go, and of which one it is', () => {
    const [main] = one({});
    const side = { name: 'side', image: 'r/side:1' };
    expect(linesOf(template([main as object]), template([main as object, side]))).toEqual([
      'container side added',
    ]);
    expect(linesOf(template([main as object, side]), template([main as object]))).toEqual([
      'container side removed',
    ]);
    const newer = { ...side, image: 'r/side:2' };
    expect(linesOf(template([main as object, side]), template([newer, main as object]))).toEqual([
      'side: image side:1 -> side:2',
    ]);
    const initial = (image: string) =>
      template(one({}), { spec: { initContainers: [{ name: 'i', image }] } });
    expect(linesOf(initial('r/i:1'), initial('r/i:2'))).toEqual(['init image i:1 -> i:2']);
  });

  it('does not depend on the order of keys and variables', () => {
    const variables = [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ];
    expect(differ(template(one({ env: variables })), template(one({ env: variables.toReversed() })))).toBe(0);
    const context = { runAsUser: 1, runAsGroup: 2 };
    const turned = { runAsGroup: 2, runAsUser: 1 };
    expect(
      differ(template(one({ securityContext: context })), template(one({ securityContext: turned }))),
    ).toBe(0);
  });

  it.each([
    ['r/app:1', 'r/app:2', 'image app:1 -> app:2'],
    ['r/app', 'r/app:2', 'image app:latest -> app:2'],
    ['r:5000/app', 'r:5000/app:2', 'image app:latest -> app:2'],
    ['app:1', 'app:2', 'image app:1 -> app:2'],
    ['r/app:1', 'q/app:1', 'image r/app:1 -> q/app:1'],
    ['r/app@sha256:aa', 'r/app@sha256:bb', 'image app:sha256:aa -> app:sha256:bb'],
  ])('shows of %s and %s what differs', (before, after, line) => {
    expect(linesOf(template(one({ image: before })), template(one({ image: after })))).toEqual([line]);
  });

  it.each([
    [{ value: '1' }, { valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }, '"1" -> ConfigMap c key k'],
    [{ valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }, { value: '2' }, 'Secret s key k -> "2"'],
    [{ valueFrom: { fieldRef: { fieldPath: 'x' } } }, { value: '2' }, 'a field -> "2"'],
  ])('shows where a variable comes from', (before, after, line) => {
    const env = (source: object) => template(one({ env: [{ name: 'A', ...source }] }));
    expect(linesOf(env(before), env(after))).toEqual([`env A ${line}`]);
  });

  it('shows 80 characters of a value at most, and what is not there as unset', () => {
    const command = (length: number) => template(one({ command: ['x'.repeat(length)] }));
    const shown = (length: number): string => linesOf(template(one({})), command(length))[0] ?? '';
    // Brackets and quotes are four of them.
    expect(shown(76)).toBe(`command unset -> ["${'x'.repeat(76)}"]`);
    expect(shown(77)).toBe(`command unset -> ["${'x'.repeat(77)}…`);
    const selector = (nodeSelector: object) => template(one({}), { spec: { nodeSelector } });
    expect(linesOf(selector({}), selector({ a: 'b' }))).toEqual(['nodeSelector unset -> {"a":"b"}']);
  });
});

describe('a restart', () => {
  const restarted = (at: string) =>
    template(one({}), { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': at } } });
  it('is one when nothing else differs', () => {
    expect(isRestart(diffTemplates(restarted('1'), restarted('2')))).toBe(true);
    expect(isRestart(diffTemplates(restarted('1'), restarted('1')))).toBe(false);
    const both = diffTemplates(restarted('1'), template(one({ image: 'r/app:2' })));
    expect(both).toHaveLength(2);
    expect(isRestart(both)).toBe(false);
    expect(isRestart(diffTemplates(template(one({})), template(one({ image: 'r/app:2' }))))).toBe(false);
  });
});
