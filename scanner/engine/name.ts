/** A name in lower case, without `_ - . $` and blanks: `DB_Password2` is `dbpassword2`. */
export const squeezed = (written: string): string => written.toLowerCase().replaceAll(/[_\-. $]/g, '')

/** A word ends where a capital follows a small letter, and before the last of several capitals that a small one follows. */
const word = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g

/**
 * The words of a name in lower case, a blank between them: those of `DB_PASSWORD2`, `dbPassword2` and `db.password-2` are
 * `db password 2`, those of `APIKey` are `api key`.
 */
export const wordsOf = (written: string): string => (written.match(word) ?? []).join(' ').toLowerCase()
