/** Ends the moto that start-moto.mjs started. */
export default async function stopMoto() {
  globalThis.moto?.kill();
}
