import type { CheckContext } from './rule.ts'

type Own = Omit<CheckContext, 'around' | 'before' | 'after'>

/** How many bytes on each side of a secret its rule's check may see. */
const around = 128

/** A check's view of what a secret stands in. */
export const contextOf = (text: string, own: Own, from: number, to: number): CheckContext =>
  new Context(text, own, from, to)

/**
 * What stands around a secret is cut out only for the checks that ask: most ask for little of it, at every password. A class,
 * because getters of a plain object are made anew with each, which takes longer than the cutting.
 */
class Context implements CheckContext {
  readonly name: string
  readonly words: string
  readonly quoted: boolean
  readonly operator: string
  readonly text: string
  readonly #whole: string
  readonly #from: number
  readonly #to: number

  constructor(whole: string, own: Own, from: number, to: number) {
    this.name = own.name
    this.words = own.words
    this.quoted = own.quoted
    this.operator = own.operator
    this.text = own.text
    this.#whole = whole
    this.#from = from
    this.#to = to
  }

  get before(): string {
    return this.#whole.slice(Math.max(0, this.#from - around), this.#from)
  }

  get after(): string {
    return this.#whole.slice(this.#to, this.#to + around)
  }

  get around(): string {
    return this.#whole.slice(Math.max(0, this.#from - around), this.#to + around)
  }
}
