import { describe, expect, it } from '@jest/globals';
import { admission } from '../../../../functions/diagnosis/mechanisms/scheduling/admission.ts';
import { commandOf, deployment, event, findingsOf, pod, replicaSet, short, statefulSet } from './cluster.ts';

const lacking = (message: string) => ({
  deployments: [deployment('api', { replicas: 1, ready: 0 })],
  replicasets: [replicaSet('api')],
  pods: [],
  events: [
    event(
      'ReplicaSet',
      'api-6d4cf56db6',
      'FailedCreate',
      `Error creating: pods "api-x" is forbidden: ${message}`,
    ),
  ],
});

describe('admission', () => {
  it('says which webhook was not reached, and why; and where to look', () => {
    const parts = (message: string) => ({
      statefulsets: [statefulSet('forklift', { ready: 0 })],
      pods: [],
      events: [event('StatefulSet', 'forklift', 'FailedCreate', message)],
    });
    const webhook = findingsOf(
      admission,
      parts(
        'create Pod forklift-0 in StatefulSet forklift failed error: Internal error occurred: failed calling webhook "pods.policy.example.com": failed to call webhook: Post "https://policy.depot.svc:443/v?timeout=2s": service "policy" not found',
      ),
    )[0];
    expect(webhook?.title).toBe(
      'its pods are refused: an admission webhook cannot be reached (pods.policy.example.com: service "policy" not found)',
    );
    expect(commandOf(webhook)).toBe('kubectl -n shop describe statefulset forklift');
    const runtime = findingsOf(
      admission,
      parts('pods "forklift-0" is forbidden: pod rejected: RuntimeClass "gvisor" not found'),
    )[0];
    expect(runtime?.title).toBe('its pods are refused: its runtime class does not exist');
  });

  it.each([
    [
      'error looking up service account shop/api: serviceaccount "api" not found',
      'its service account does not exist',
    ],
    ['violates PodSecurity "restricted:latest": privileged', 'PodSecurity forbids them'],
  ])('%s: %s', (message, why) => {
    const found = findingsOf(admission, lacking(message));
    expect(short(found)).toEqual(['admission-denied Deployment/api proof']);
    expect(found[0]?.title).toContain(why);
  });

  it('takes old refusals for nothing where Deployments could not be read and the set has its pods', () => {
    const { deployments: _, ...unread } = lacking('violates PodSecurity "restricted:latest": privileged');
    const sets = [{ ...replicaSet('api'), status: { replicas: 1, readyReplicas: 1, conditions: [] } }];
    expect(findingsOf(admission, { ...unread, replicasets: sets, pods: [pod('api')] })).toEqual([]);
  });

  it('leaves quota to the quota', () => {
    expect(
      findingsOf(
        admission,
        lacking('exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1'),
      ),
    ).toEqual([]);
  });

  it('leaves out refusals of a set that has its pods: its ServiceAccount came a second later', () => {
    const parts = {
      ...lacking('error looking up service account shop/api: serviceaccount "api" not found'),
      deployments: [deployment('api')],
      pods: [pod('api')],
    };
    expect(findingsOf(admission, parts)).toEqual([]);
  });
});
