import { load } from '../../bin/sources.mjs';

/** Jest compiles no set-up that is an ES module. */
export default (await load('test/deploy/emulated.ts')).setUp;
