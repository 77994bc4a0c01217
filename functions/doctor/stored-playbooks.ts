import type { StorePort } from '../clients/store/port.ts';
import { INDEX_KEY } from '../contracts/store.ts';
import { readPlaybookIndex } from '../playbook/compiled.ts';
import type { PlaybookFound } from './ports.ts';

/** The playbooks that were pushed into the store, each that does not hold with why. */
export async function storedPlaybooksFound(store: Pick<StorePort, 'get'>): Promise<readonly PlaybookFound[]> {
  const stored = await store.get(INDEX_KEY);
  if (stored === undefined) return [];
  const index = readPlaybookIndex(stored.body);
  if (!index.ok) return [{ where: `store: ${INDEX_KEY}`, faults: [index.why] }];
  return [
    ...index.entries.map(({ id, playbook }) => ({ where: `playbook ${id}`, playbook })),
    ...index.disabled.map(({ name, why }) => ({ where: `playbook ${name}`, faults: [`disabled: ${why}`] })),
  ];
}
