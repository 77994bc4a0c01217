import type * as z from 'zod/mini';
import { list, record, text } from '../../model/lenient.ts';

/** Of DescribeCluster's answer, what is used (https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html). */
const cluster = record({
  endpoint: text,
  status: text,
  certificateAuthority: record({ data: text }),
  health: record({ issues: list(record({ code: text, message: text, resourceIds: list(text) })) }),
});
export type Cluster = z.infer<typeof cluster>;

/** The cluster out of the answer's body; an error when that is no JSON. */
export const readCluster = (body: string): Cluster => record({ cluster }).parse(JSON.parse(body)).cluster;
