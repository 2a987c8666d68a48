/** What stands behind the `?` of an address: texts, or several of them. Readable, and the same whoever writes it. */
export interface SearchParams {
  readonly [name: string]: string | readonly string[] | undefined
}

/** Pure. A name that stands once is a text, one that stands more often a list. */
export function parseSearch(text: string): SearchParams {
  const given = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const [first = '', ...rest] = given.getAll(name)
      return [name, rest.length > 0 ? [first, ...rest] : first]
    }),
  )
}

/** Pure. What is undefined, empty or no text is left out. */
export function writeSearch(params: Readonly<Record<string, unknown>>): string {
  const written = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === 'string' && one !== '') written.append(name, one)
  const text = written.toString()
  return text === '' ? '' : `?${text}`
}
