/** A generator of numbers from 0 to 1 by a seed (mulberry32: https://github.com/cprosche/mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` of a list, chosen by the seed, in the order of the list; all of it when it has no more or `count` is 0. */
export function sampled<T>(list: readonly T[], count: number, seed: number): readonly T[] {
  if (count === 0 || list.length <= count) return list;
  const random = randomOf(seed);
  const places = list.map((_, at) => at);
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (places.length - at));
    [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
  }
  const chosen = new Set(places.slice(0, count));
  return list.filter((_, at) => chosen.has(at));
}
