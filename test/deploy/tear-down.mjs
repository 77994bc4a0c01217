import { load } from '../../bin/sources.mjs';

export default (await load('test/deploy/emulated.ts')).tearDown;
