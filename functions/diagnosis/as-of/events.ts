import type * as k from '../../model/kubernetes/objects.ts';
import { firstSeen, lastSeen } from '../view/events.ts';
import type { Moment } from './moment.ts';

/** Events that had happened. Of a series that went on after the moment only its first is known to be of then. */
export const eventsThen = (events: readonly k.KubeEvent[], { at }: Moment): readonly k.KubeEvent[] =>
  events
    .filter((event) => (firstSeen(event) ?? 0) <= at)
    .map((event) =>
      (lastSeen(event) ?? 0) <= at
        ? event
        : { ...event, count: 1, lastTimestamp: event.firstTimestamp || event.metadata.creationTimestamp },
    );
