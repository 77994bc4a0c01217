import { Failure } from '../../model/failure.ts';

/** Codes of errors that stay as they are however often one asks (https://docs.aws.amazon.com/eks/latest/APIReference/CommonErrors.html). */
const FOR_GOOD: Readonly<Record<string, string>> = {
  AccessDeniedException: 'this role may not call eks:DescribeCluster',
  ResourceNotFoundException: 'there is none by this name in this account and region',
  InvalidParameterException: 'this is no name of a cluster',
  UnrecognizedClientException: 'AWS does not know these credentials',
  InvalidClientTokenId: 'AWS does not know these credentials',
};

/** Any error of a call to EKS as a `Failure`; its message names the cluster and holds no credential. */
export function asFailure(error: unknown, clusterName: string): Failure {
  if (error instanceof Failure) return error;
  const name = error instanceof Error ? error.name : 'unknown error';
  const why = FOR_GOOD[name];
  return why === undefined
    ? new Failure('retryLater', `the EKS cluster "${clusterName}" could not be looked up: ${name}`, {
        cause: error,
      })
    : new Failure('rejected', `the EKS cluster "${clusterName}" cannot be looked up: ${why}`, {
        cause: error,
      });
}
