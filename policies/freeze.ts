/** Freezes a plain value with everything in it, and returns it. */
export function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.values(value).forEach((part) => freeze(part))
  return Object.freeze(value)
}
