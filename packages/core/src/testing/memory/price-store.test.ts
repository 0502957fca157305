import { priceStoreContract } from '../contracts/price-store.ts';
import { memoryPriceStore } from './price-store.ts';

priceStoreContract(async () => memoryPriceStore(new Set(['main', 'other'])));
