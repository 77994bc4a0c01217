import type { ObjectRef } from './object-ref.ts';
import type { Statement } from './statement.ts';

/** Something visibly wrong that no cause explains, as Kubernetes itself tells it. */
export interface SeenSymptom {
  readonly object: ObjectRef;
  readonly statement: Statement;
  /** False for what has passed, or what nobody is known to suffer from: it is shown, and is no failure. */
  readonly fails: boolean;
}
