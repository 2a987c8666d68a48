/** Inputs per property: what is often wrong shows here; `npm run proof` looks for the rest with many more. */
export const runs = Number(process.env['PROOF_RUNS'] ?? 100)
