import { fleetingStore } from '../../../functions/clients/store/fleeting.ts';
import { storeContract } from './contract.ts';

storeContract('a store that lasts as long as its process', async () => fleetingStore());
