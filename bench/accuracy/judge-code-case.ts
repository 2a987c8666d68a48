import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Inspection } from '../../scanner/engine/inspection.ts'
import { deliveryRules } from '../../scanner/rules/code/delivery/index.ts'
import { codeRules } from '../../scanner/rules/code/index.ts'
import { inspectCode } from '../../scanner/rules/code/inspect-code.ts'
import { loadGrammars } from '../../scanner/syntax/grammars.ts'
import { grammars } from '../../scanner/syntax/language.ts'
import type { CodeCase } from './code-case.ts'

export interface CodeResult {
  readonly case: CodeCase
  /** What was reported there of the same category; what is worth only knowing does not count. */
  readonly found: readonly Inspection[]
  /** Whether something of the same category was reported within ten lines, for what sources label at another line of one statement. */
  readonly isNear: boolean
  /** Whether all of it are notes, of low severity and confidence. */
  readonly isNote: boolean
  /** Why the file was not looked at. */
  readonly problem?: string
}

const rules = [...codeRules, ...deliveryRules]
const byId = new Map(rules.map((rule) => [rule.id, rule]))

/** Looks into the file of each case, once for each file. */
export async function judgeCodeCases(
  cases: readonly CodeCase[],
  folder: string,
): Promise<readonly CodeResult[]> {
  await loadGrammars(grammars)
  const known = new Map<string, ReturnType<typeof inspectCode>>()
  return cases.map((one) => {
    const file = join(folder, one.file)
    if (!existsSync(file))
      return { case: one, found: [], isNear: false, isNote: false, problem: 'the file does not exist' }
    const looked = known.get(one.file) ?? inspectCode(pathOf(one), readFileSync(file))
    known.set(one.file, looked)
    const same = looked.inspections.filter((inspection) => isSame(inspection, one))
    const found = same.filter((inspection) => isAt(inspection, one, 1))
    return {
      case: one,
      found,
      isNear: same.some((inspection) => isAt(inspection, one, 10)),
      isNote: found.every(({ severity, confidence }) => severity === 'low' && confidence === 'low'),
      ...(looked.problem && { problem: looked.problem.code }),
    }
  })
}

/** Workflows are known by the folder they run in, where a collection of cases keeps them in another. */
const pathOf = ({ file, language }: CodeCase): string =>
  /^(?:github-actions|yaml)$/.test(language) &&
  !file.includes('.github/workflows/') &&
  !/(?:^|\/)action\.ya?ml$/.test(file)
    ? `.github/workflows/${basename(file)}`
    : file

function isAt(
  { place, severity }: Inspection,
  { line, endLine, granularity }: CodeCase,
  lines: number,
): boolean {
  if (severity === 'info') return false
  if (line === null || granularity === 'file') return true
  return place !== null && place.line - lines <= (endLine ?? line) && line <= place.endLine + lines
}

/** The same category, or, where a source has names of its own, the same number in CWE. */
function isSame({ rule }: Inspection, { category, cwe }: CodeCase): boolean {
  const own = byId.get(rule.id)
  if (own === undefined) return false
  if (own.category === category) return true
  const isOurs = rules.some((one) => one.category === category)
  const numbers = new Set(cwe.map((one) => Number(String(one).replace(/\D/g, ''))))
  return !isOurs && (own.weakness?.cwe ?? []).some((one) => numbers.has(one))
}
