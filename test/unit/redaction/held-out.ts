/**
 * True for the third of kinds and grammars that rules are not written on: chosen by the name's hash (FNV-1a), not by
 * hand. What is found on them says how the rules do on what nobody thought of.
 */
export function isHeldOut(name: string): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % 3 === 0;
}
