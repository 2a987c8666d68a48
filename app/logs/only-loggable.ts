import { concealed } from './conceal.ts'
import { describeError } from './describe-error.ts'

/** Names of fields whose values are never logged, compared in lower case without `-` and `_`. */
const secretNames =
  /authorization|cookie|token|secret|password|passphrase|credential|privatekey|signature|pem$|connectionstring|databaseurl|^(?:headers|body|rawbody|payload|parameters|detail|internalquery)$/

/** Deeper is no log entry but a program's state. */
const mostDepth = 6

/** What of a log entry may be written: errors as `describeError` says, and nothing under a secret's name. */
export function onlyLoggable(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return describeError(value)
  if (value instanceof Date || typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
  if (depth >= mostDepth) return '…'
  if (Array.isArray(value)) return value.map((one) => onlyLoggable(one, depth + 1))
  return loggableFields(value, depth)
}

export function loggableFields(value: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      isSecret(name) && mayHold(field) ? concealed : onlyLoggable(field, depth + 1),
    ]),
  )
}

const isSecret = (name: string): boolean => secretNames.test(name.toLowerCase().replaceAll(/[-_]/g, ''))

/** A number of tokens is none. */
const mayHold = (field: unknown): boolean =>
  typeof field === 'string' || (typeof field === 'object' && field !== null)
