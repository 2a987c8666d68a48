/**
 * Facts with sets and maps as JSON text: of a `Set` and a `Map`, JSON would keep nothing.
 * @returns text for a column of type jsonb
 */
export const factsToJson = (facts: unknown): string =>
  JSON.stringify(facts, (_, value: unknown) => {
    if (value instanceof Set) return { $set: [...value] }
    return value instanceof Map ? { $map: [...value] } : value
  })

/** The other way round, for what `factsToJson` wrote and PostgreSQL gave back as a value. */
export function factsFromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(factsFromJson)
  if (typeof value !== 'object' || value === null) return value
  if ('$set' in value && Array.isArray(value.$set)) return new Set(value.$set.map(factsFromJson))
  if ('$map' in value && Array.isArray(value.$map))
    return new Map(
      value.$map.map((entry: unknown) => {
        const [key, one] = Array.isArray(entry) ? entry : []
        return [key, factsFromJson(one)]
      }),
    )
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, factsFromJson(one)]))
}
