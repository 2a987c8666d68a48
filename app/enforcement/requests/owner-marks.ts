/**
 * Stands for the owners of a repository in texts that are kept, as the audit log keeps them: they may be people, whose names are read
 * when the text is sent.
 * @param repository our id
 */
export const ownersMark = (repository: string): string => `{owners:${repository}}`

const marks = /\{owners:([0-9]+)\}/g

/** Our ids of the repositories whose owners a text names. */
export const ownedIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(marks)].flatMap(([, id]) => (id === undefined ? [] : [id]))),
]

/** @param mentions by the repository's id; who is missing is not known for sure */
export const withOwners = (text: string, mentions: ReadonlyMap<string, string>, otherwise: string): string =>
  text.replaceAll(marks, (_, id: string) => mentions.get(id) ?? otherwise)
