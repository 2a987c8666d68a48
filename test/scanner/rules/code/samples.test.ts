import { beforeAll, describe, expect, test } from 'vitest'
import type { CodeRule } from '../../../../scanner/rules/code/code-rule.ts'
import {
  compileCodeRules,
  findWeaknesses,
  literalsOf,
} from '../../../../scanner/rules/code/find-weaknesses.ts'
import { codeRules } from '../../../../scanner/rules/code/index.ts'
import { loadGrammars } from '../../../../scanner/syntax/grammars.ts'
import { type Grammar, grammars } from '../../../../scanner/syntax/language.ts'

beforeAll(async () => {
  await loadGrammars(grammars)
})

const grammarFor = (rule: CodeRule): Grammar => (rule.language === 'javascript' ? 'tsx' : rule.language)

function find(rules: readonly CodeRule[], grammar: Grammar, text: string): readonly string[] {
  const found = findWeaknesses(compileCodeRules(rules), grammar, text, 'src/main', (weaknesses) =>
    weaknesses.map(({ rule, node, verdict }) => `${rule.id}:${node.startPosition.row} ${verdict.note ?? ''}`),
  )
  if ('code' in found) throw new Error(found.reason)
  return found
}

describe.each(codeRules)('$id', (rule) => {
  test.each(rule.matches)('finds one in %j', (text) => {
    expect(find([rule], grammarFor(rule), text)).toHaveLength(1)
  })
  test.each(rule.misses)('finds nothing in %j', (text) => {
    expect(find([rule], grammarFor(rule), text)).toEqual([])
  })
  test('looks into every file that it finds something in', () => {
    for (const text of rule.matches)
      expect(literalsOf(rule).filter((one) => text.includes(one))).not.toEqual([])
  })
  test('has samples of both kinds', () => {
    expect(rule.matches.length).toBeGreaterThan(0)
    expect(rule.misses.length).toBeGreaterThan(0)
  })
})
