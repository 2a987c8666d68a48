/** The query of a request, already checked and made into what the description says. */
export interface Query {
  readonly text: (name: string) => string | undefined
  readonly number: (name: string) => number | undefined
  readonly flag: (name: string) => boolean | undefined
  readonly list: (name: string) => readonly string[] | undefined
}

export function queryOf(values: ReadonlyMap<string, unknown>): Query {
  return {
    text(name) {
      const value = values.get(name)
      return typeof value === 'string' ? value : undefined
    },
    number(name) {
      const value = values.get(name)
      return typeof value === 'number' ? value : undefined
    },
    flag(name) {
      const value = values.get(name)
      return typeof value === 'boolean' ? value : undefined
    },
    list(name) {
      const value = values.get(name)
      return Array.isArray(value) ? value.map(String) : undefined
    },
  }
}
