import { inspect } from 'node:util'

/** A text that no log, no JSON and no message to another thread shows; `reveal` is the only way to it. */
export interface Secret {
  readonly reveal: () => string
  readonly toString: () => string
  readonly toJSON: () => string
}

export function createSecret(text: string): Secret {
  const show = (): string => '[secret]'
  return Object.freeze({ reveal: () => text, toString: show, toJSON: show, [inspect.custom]: show })
}
