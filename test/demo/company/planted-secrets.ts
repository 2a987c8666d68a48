/** The rules that find something in each repository's history, in the order of their ids. Every other repository is clean. */
export const plantedSecrets: Readonly<Record<string, readonly string[]>> = {}
