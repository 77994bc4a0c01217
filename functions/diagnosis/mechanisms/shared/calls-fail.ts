import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import type { CallFailure } from './failures.ts';
import { gist } from './messages.ts';
import { quote } from './patterns.ts';

/** A workload's failing calls to one peer, by its own lines. */
export const callsFail = ({ workload, said, count }: CallFailure): Statement => ({
  says: 'calls-fail',
  caller: { kind: workload.ref.kind, name: workload.ref.name },
  lines: count,
  pods: { some: said.pods, all: workload.pods.length },
  first: timeOf(said.first) ?? null,
  last: timeOf(said.last) ?? null,
  said: quote(gist(said.text)),
});
