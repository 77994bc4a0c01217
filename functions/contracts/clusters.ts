/** A cluster that is not in the account and region of the installation, as the functions are told of it. */
export interface ElsewhereCluster {
  readonly name: string;
  /** Its region, where that is another one. */
  readonly region?: string | undefined;
  /** The role to assume, where it is in another account. */
  readonly roleArn?: string | undefined;
}

/** The value of the setting `clustersElsewhere`. */
export const writeClusters = (clusters: readonly ElsewhereCluster[]): string => JSON.stringify(clusters);

/** What `writeClusters` wrote. Throws where it is something else. */
export function readClusters(text: string): readonly ElsewhereCluster[] {
  const clusters: unknown = JSON.parse(text);
  if (Array.isArray(clusters) && clusters.every((each) => typeof each?.name === 'string')) return clusters;
  throw new Error('is no list of clusters');
}
