/** A name that something is assigned to, in the forms in which rules judge it. */
export interface Name {
  /** In lower case: `db_password2`. */
  readonly lower: string
  /** In lower case, without `_ - . $` and blanks: `dbpassword2`. */
  readonly squeezed: string
  /** Its words in lower case, a blank between them: `db password 2`. */
  readonly words: string
}

export const noName: Name = { lower: '', squeezed: '', words: '' }

export function nameOf(written: string): Name {
  const lower = written.toLowerCase()
  return { lower, squeezed: lower.replaceAll(/[_\-. $]/g, ''), words: wordsOf(written) }
}

/** A word ends where a capital follows a small letter, and before the last of several capitals that a small one follows. */
const word = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g

/** The words of `DB_PASSWORD2`, `dbPassword2` and `db.password-2` are `db password 2`, those of `APIKey` are `api key`. */
export const wordsOf = (written: string): string => (written.match(word) ?? []).join(' ').toLowerCase()
