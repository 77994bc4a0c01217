/** What a store's address looks like: "s3://BUCKET", or "file:///FOLDER" for a host without AWS. */
export const STORE_URL = /^(s3:\/\/[a-z0-9][a-z0-9.-]+|file:\/\/\/.+)$/;

/** The folder of the playbooks in the store: what lies there stays, and functions read it only. */
export const PLAYBOOKS_FOLDER = 'playbooks';

/** What `firstnote mode` sets (contracts/mode.ts); functions read it only. */
export const MODE_KEY = 'mode.json';

/** What the doctor writes to see that it can. */
export const LOOK_KEY = 'doctor/look.json';

/** All playbooks of an installation: one object, so that a function reads them at once. */
export const INDEX_KEY = `${PLAYBOOKS_FOLDER}/index.json`;

/** An earlier version of a playbook. */
export const versionKey = (id: string, version: number): string =>
  `${PLAYBOOKS_FOLDER}/versions/${id}/${version}.json`;
