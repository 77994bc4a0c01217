import type { Share } from '../../model/statements/share.ts';
import { share } from '../../text/format.ts';

/** "2 of 3 pods". */
export const shareText = ({ some, all }: Share): string => share(some, all, 'pod');
