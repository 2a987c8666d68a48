import { assess, type Candidate, reach } from './candidate.ts'
import type { CompiledNear } from './compile-rules.ts'
import { contextOf } from './context.ts'

/** How far from a keyword a search of a rule's own may find a secret. */
const nearBefore = 256
const nearAfter = 4096

/** Lets a rule's own search look around its keyword. */
export function tryNear(
  { rule, detector }: CompiledNear,
  text: string,
  at: number,
  base: number,
): readonly Candidate[] {
  const from = Math.max(0, at - nearBefore)
  const to = at + Math.min(detector.reach ?? nearAfter, reach)
  const window = text.slice(from, to)
  const cut = { before: base + from > 0, after: to < text.length }
  return detector.find(window, cut).flatMap(([start, end]) => {
    const secret = window.slice(start, end)
    const named = { name: '', words: '', quoted: false, operator: '', text: secret }
    const span = {
      start: base + from + start,
      end: base + from + end,
      secret,
      shown: 0,
      rank: detector.yields ? 1 : 3,
      hasOwnForm: false,
    }
    return assess(rule, span, contextOf(text, named, from + start, from + end)) ?? []
  })
}
