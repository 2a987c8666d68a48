/** Inputs per property: enough for every change here; `npm run proof` asks for many more. */
export const runs = Number(process.env['PROOF_RUNS'] ?? 1000)
