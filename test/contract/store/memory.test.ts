import { memoryStore } from '../../support/memory-store.ts';
import { storeContract } from './contract.ts';

storeContract('the memory of the tests', async () => memoryStore());
