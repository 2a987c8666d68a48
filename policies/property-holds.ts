import type { PropertyValue } from './facts.ts'

/** Whether a repository's custom property has one of the wanted values. A property that is not set has none. */
export function propertyHolds(
  properties: Readonly<Record<string, PropertyValue>>,
  name: string,
  wanted: readonly string[],
): boolean {
  const value = Object.hasOwn(properties, name) ? (properties[name] ?? null) : null
  if (value === null) return false
  return typeof value === 'string' ? wanted.includes(value) : value.some((one) => wanted.includes(one))
}
