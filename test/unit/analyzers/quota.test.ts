import { describe, expect, it } from '@jest/globals';
import { quota } from '../../../functions/analyzers/quota.ts';
import { deployment, event, findingsOf, join, pod, replicaSet, short } from './cluster.ts';

const lacking = (message: string, more = {}) => ({
  deployments: [deployment('api', { replicas: 2, ready: 0 })],
  replicasets: [replicaSet('api')],
  pods: [],
  events: [event('ReplicaSet', 'api-6d4cf56db6', 'FailedCreate', message, more)],
});
const FULL =
  'Error creating: pods "api-x" is forbidden: exceeded quota: team, requested: pods=1, used: pods=10, limited: pods=10';

describe('quota', () => {
  it('names the namespace whose quota is full, and which resource', () => {
    const found = findingsOf(quota, lacking(FULL));
    expect(short(found)).toEqual(['quota-exceeded Namespace/shop proof']);
    expect(found[0]?.title).toBe('quota team is full: pods=10 of pods=10 used, api asks for pods=1');
  });

  it('does not call full what merely has too little room', () => {
    const claim =
      'create Claim data-press-0 for Pod press-0 in StatefulSet press failed error: persistentvolumeclaims "data-press-0" is forbidden: exceeded quota: team, requested: requests.storage=10Gi, used: requests.storage=0, limited: requests.storage=2Gi';
    expect(findingsOf(quota, lacking(claim))[0]?.title).toBe(
      'quota team has too little room: requests.storage=0 of requests.storage=2Gi used, api asks for requests.storage=10Gi',
    );
  });

  it('names the workload that lacks what quota or LimitRange wants of it', () => {
    expect(
      short(
        findingsOf(
          quota,
          lacking(
            'Error creating: pods "api-x" is forbidden: failed quota: team: must specify cpu for: main',
          ),
        ),
      ),
    ).toEqual(['quota-exceeded Deployment/api proof']);
    expect(
      short(
        findingsOf(
          quota,
          lacking(
            'Error creating: pods "api-x" is forbidden: maximum memory usage per Container is 800Mi, but limit is 900Mi',
          ),
        ),
      ),
    ).toEqual(['quota-exceeded Deployment/api proof']);
  });

  it('leaves out a refusal of a set that has its pods by now', () => {
    const parts = { ...lacking(FULL), deployments: [deployment('api', { replicas: 1 })], pods: [pod('api')] };
    expect(findingsOf(quota, parts)).toEqual([]);
  });

  it('finds the Service that is missing because its quota is full', () => {
    const parts = join(
      {
        deployments: [
          deployment('web', { container: { env: [{ name: 'API_ADDR', value: 'api:8080' }] } }),
          deployment('api'),
        ],
        pods: [pod('web'), pod('api')],
      },
      {
        services: [],
        events: [],
        resourcequotas: [
          {
            metadata: { name: 'team', namespace: 'shop' },
            status: { hard: { services: '3' }, used: { services: '3' } },
          },
        ],
      },
    );
    expect(short(findingsOf(quota, parts))).toEqual(['quota-exceeded Namespace/shop strong']);
  });

  it('does not blame a quota that still has room', () => {
    const parts = join(
      {
        deployments: [deployment('web', { container: { env: [{ name: 'API_ADDR', value: 'api:8080' }] } })],
        pods: [pod('web')],
      },
      {
        services: [],
        events: [],
        resourcequotas: [
          {
            metadata: { name: 'team', namespace: 'shop' },
            status: { hard: { services: '9' }, used: { services: '3' } },
          },
        ],
      },
    );
    expect(findingsOf(quota, parts)).toEqual([]);
  });
});
