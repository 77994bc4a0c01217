const BYTES = 1_500_000;
const rendered = new Map<string, Buffer>();

/** Renders an avatar in one size and remembers it. Nothing is ever forgotten: this is the leak that the OOM fault feeds. */
export const avatar = (user: string, size: string): Buffer => {
  const key = `${user}@${size}`;
  const image = rendered.get(key) ?? Buffer.alloc(BYTES, key);
  rendered.set(key, image);
  return image.subarray(0, 256);
};
