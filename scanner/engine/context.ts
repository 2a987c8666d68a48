import type { CheckContext } from './rule.ts'

type Own = Omit<CheckContext, 'around' | 'before' | 'after'>

/** How many bytes on each side of a secret its rule's check may see. */
const around = 128

/** What stands around a secret is cut out only for the checks that ask: most ask for little of it, at every password. */
export function contextOf(text: string, own: Own, from: number, to: number): CheckContext {
  return {
    name: own.name,
    words: own.words,
    quoted: own.quoted,
    operator: own.operator,
    text: own.text,
    get before() {
      return text.slice(Math.max(0, from - around), from)
    },
    get after() {
      return text.slice(to, to + around)
    },
    get around() {
      return text.slice(Math.max(0, from - around), to + around)
    },
  }
}
