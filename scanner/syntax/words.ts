/** The words of a name or text, in lower case: `db password 2` for `dbPassword2` and `DB_PASSWORD_2`. Bounded. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, 300)
      .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
      .toLowerCase()
      .match(/[a-z]+|[0-9]+/g) ?? []
  )
}
