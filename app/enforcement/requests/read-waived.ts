import { checkNamed } from '../../../policies/checks/index.ts'
import type { Waived } from '../../../policies/exception.ts'
import { findingClass } from '../../../policies/finding-class.ts'

/** What narrows a class of findings, one word each; several of a kind mean any of them. */
const narrowing = /^(rule|kind|severity|path):(.+)$/i

export interface ReadWaived {
  /** A text: why it is not taken, for people and without anything of what they wrote. */
  readonly waived: Waived | string
  readonly rest: readonly string[]
}

/** Reads what an exception is to waive, at the start of the words: the name of one condition, or what narrows findings. Pure. */
export function readWaived(words: readonly string[]): ReadWaived {
  const end = words.findIndex((word) => !narrowing.test(word))
  const first = end === -1 ? words : words.slice(0, end)
  const rest = words.slice(first.length)
  if (first.length > 0) return { waived: readClass(first), rest }
  const check = checkNamed(words[0] ?? '')
  return { waived: check ? { check: check.id } : 'There is no such condition.', rest: words.slice(1) }
}

function readClass(words: readonly string[]): Waived | string {
  const all = words.map((word) => narrowing.exec(word) ?? [])
  const of = (name: string): readonly string[] =>
    all.flatMap(([, one = '', value = '']) => (one.toLowerCase() === name ? [value] : []))
  const [rules, kinds, severities, paths] = [of('rule'), of('kind'), of('severity'), of('path')]
  if (severities.length > 1) return 'Name one severity: the gravest that is meant.'
  const read = findingClass.safeParse({
    ...(rules.length > 0 && { rules }),
    ...(kinds.length > 0 && { kinds }),
    ...(severities.length > 0 && { severity: severities[0] }),
    ...(paths.length > 0 && { paths }),
  })
  if (read.success) return { findings: read.data }
  const [place] = read.error.issues[0]?.path ?? []
  return typeof place === 'string' && Object.hasOwn(problems, place) ? (problems[place] ?? wholly) : wholly
}

const wholly = 'Name rules, or paths that are a folder or a kind of file: else nearly every finding is meant.'
const problems: Readonly<Record<string, string>> = {
  rules: 'A rule is named by its id, or by the start of some (`rule:aws-*`), once.',
  kinds: 'Kinds are `secret`, `file`, `workflow`, `assistant` and `code`, each once.',
  severity: 'A severity is `low`, `medium`, `high` or `critical`.',
  paths: 'A path is a pattern such as `path:test/fixtures/**`, without spaces, once.',
}
