import type { Occurrence } from '../incidents/incident.ts';

/** What an outlet needs to know of an occurrence. */
export type Told = Pick<Occurrence, 'incidentId' | 'name'>;

/**
 * Where people read of an occurrence: PagerDuty. A second one (Slack) is a file beside it that promises the same. Each call
 * ends within its deadline, with an answer or with a `Failure` (functions/model/failure.ts).
 */
export interface Outlet {
  /** The id of the occurrence's note, found by its marker line; undefined where there is none. */
  find(occurrence: Told): Promise<string | undefined>;
  /** Posts the note. Answers with its id. */
  post(occurrence: Told, text: string): Promise<string>;
  /**
   * Writes the note anew in its place, without a notification. One that a person deleted stays deleted.
   * @throws Failure of kind `retryLater` where the note may be there and could not be written.
   */
  edit(occurrence: Told, id: string, text: string): Promise<void>;
  /** Tells those who follow the incident; false where the account cannot (plan, permission, nobody subscribed). */
  announce(occurrence: Told, text: string): Promise<boolean>;
}
