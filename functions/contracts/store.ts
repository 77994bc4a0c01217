/** The folder of the playbooks in the store: what lies there stays, and functions read it only. */
export const PLAYBOOKS_FOLDER = 'playbooks';

/** What the doctor writes to see that it can. */
export const LOOK_KEY = 'doctor/look.json';

/** All playbooks of an installation: one object, so that a function reads them at once. */
export const INDEX_KEY = `${PLAYBOOKS_FOLDER}/index.json`;
