/**
 * People in texts that are kept: an opaque id, which becomes a login only when the text is sent. So neither the effect nor the
 * audit log holds a name.
 */
export const personMark = (person: string): string => `{person:${person}}`

const marks = /\{person:([0-9a-f-]{36})\}/g

/** The ids of everybody in a text. */
export const peopleIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(marks)].flatMap(([, id]) => (id === undefined ? [] : [id]))),
]

/** @param logins by id; who is missing was erased */
export const withNames = (text: string, logins: ReadonlyMap<string, string>): string =>
  text.replaceAll(marks, (_, id: string) => {
    const login = logins.get(id)
    return login === undefined || !/^[A-Za-z0-9_-]+$/.test(login) ? 'somebody' : mention(login)
  })

/** An account of a company's own (`ada_acme`) has an underscore, which must not become a mark of Markdown. */
export const mention = (login: string): string => `@${login.replaceAll('_', '\\_')}`
