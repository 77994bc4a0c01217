import type { System } from '../harness/system.ts';
import { until } from '../harness/until.ts';

const WINDOW_SECONDS = 6;

/** The API logs errors that hold `text`: at least so many lines within the last seconds. */
export const apiErrors = (system: System, text: string, lines = 10): Promise<unknown> =>
  until(`the API logs "${text}"`, async () => (await system.apiLines(text, WINDOW_SECONDS)) >= lines, 90_000);

/** A container of the app waits for this reason. */
export const podWaits = (system: System, app: string, reason: string): Promise<unknown> =>
  until(`a pod of ${app} waits: ${reason}`, async () =>
    (await system.pods(app)).some((pod) =>
      pod.status.containerStatuses?.some((status) => status.state?.waiting?.reason === reason),
    ),
  );

/** A pod of the app is not scheduled. */
export const podUnscheduled = (system: System, app: string): Promise<unknown> =>
  until(`a pod of ${app} is not scheduled`, async () =>
    (await system.pods(app)).some((pod) =>
      pod.status.conditions?.some((one) => one.type === 'PodScheduled' && one.status === 'False'),
    ),
  );

/** The namespace has an event whose message holds `text`. */
export const eventSays = (system: System, text: string): Promise<unknown> =>
  until(`an event says "${text}"`, async () =>
    (await system.kubectl('get', 'events', '-o', 'jsonpath={.items[*].message}')).includes(text),
  );

/** Restarts of the app's containers, all pods together. */
export const restarts = async (system: System, app: string): Promise<number> =>
  (await system.pods(app))
    .flatMap((pod) => pod.status.containerStatuses ?? [])
    .reduce((sum, status) => sum + status.restartCount, 0);
