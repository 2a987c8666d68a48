/** One address with one `@`: quoted names, comments and lists are nobody's in a company, and are read differently by everybody. */
const address =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9])$/i

/** The domain of an e-mail address, in small letters; undefined: it is no plain address. Pure. */
export const domainOf = (email: string): string | undefined => address.exec(email.trim())?.[1]?.toLowerCase()

/** Whether a text is the name of a domain as DNS has it. */
export const isDomain = (text: string): boolean =>
  domainOf(`a@${text}`) === text.toLowerCase() && text.length <= 253
