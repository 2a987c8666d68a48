export interface FieldError {
  readonly resource?: string
  readonly field?: string
  readonly code: string
  readonly message?: string
}

/**
 * An answer of GitHub that says no, thrown from wherever that becomes clear. `errors` are GitHub's, for 422.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly errors: readonly FieldError[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    message: string,
    {
      errors,
      headers = {},
    }: { readonly errors?: readonly FieldError[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message)
    this.status = status
    this.errors = errors
    this.headers = headers
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not Found')
export const badCredentials = (): Refusal => new Refusal(401, 'Bad credentials')
export const forbidden = (message: string, headers: Readonly<Record<string, string>> = {}): Refusal =>
  new Refusal(403, message, { headers })
export const invalid = (...errors: readonly FieldError[]): Refusal =>
  new Refusal(422, 'Validation Failed', { errors })

/** The value, or GitHub's 404. */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw notFound()
  return value
}
