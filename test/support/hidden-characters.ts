/**
 * What nothing that is printed may hold: controls but for line feeds and tabs, bidirectional and other formats, half pairs,
 * breaks and fillers. Joiners and variation selectors are left out: scripts and emoji are written with them.
 */
export const HIDDEN_CHARACTERS =
  /(?!\n|\t|\u200c|\u200d|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
