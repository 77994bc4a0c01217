import { describe, expect, it } from '@jest/globals';
import { cloudAccess } from '../../../functions/analyzers/cloud-access.ts';
import { app, commandOf, findingsOf, join, log, podName, short } from './cluster.ts';

const says = (line: string, count: number, ready = true) =>
  join(app('api', { ready }), { logs: [log({ pod: podName('api') }, { [line]: count })] });

describe('cloud-access', () => {
  it('names the workload whose calls AWS denies', () => {
    expect(
      short(
        findingsOf(
          cloudAccess,
          says(
            'AccessDenied: User: arn:aws:sts::1:assumed-role/x is not authorized to perform: s3:GetObject',
            40,
            false,
          ),
        ),
      ),
    ).toEqual(['cloud-access-denied Deployment/api proof']);
  });

  it('names the workload whose service account the Kubernetes API denies, and asks what that may do', () => {
    const line =
      'reflector.go:232: failed to list *v1.ConfigMap: configmaps is forbidden: User "system:serviceaccount:shop:operator" cannot list resource "configmaps" in API group "" in the namespace "shop"';
    const found = findingsOf(cloudAccess, says(line, 40, false));
    expect(short(found)).toEqual(['cloud-access-denied Deployment/api proof']);
    // Controllers ask for more than they need, and live with the answer.
    expect(short(findingsOf(cloudAccess, says(line, 40)))).toEqual([
      'cloud-access-denied Deployment/api strong',
    ]);
    expect(found[0]?.title).toMatch(/^the Kubernetes API denies its calls: "configmaps is forbidden: User /);
    expect(commandOf(found[0])).toContain('--as=system:serviceaccount:shop:default');
  });

  it('leaves out a single denied call of pods that are well', () => {
    expect(findingsOf(cloudAccess, says('AccessDenied: s3', 1))).toEqual([]);
  });

  it("does not take a database's words for AWS's", () => {
    expect(findingsOf(cloudAccess, says("Access denied for user 'app'@'10.0.0.1'", 40))).toEqual([]);
  });
});
