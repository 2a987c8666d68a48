const most = 2000
const longest = 500

/** A claim or attribute as a list of texts: one, several, numbers and yes or no; what has parts of its own is left out. */
export function textsOf(value: unknown): readonly string[] {
  return [value]
    .flat()
    .filter((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
    .map(String)
    .filter((one) => one !== '' && one.length <= longest)
    .slice(0, most)
}
