import { beforeAll, expect, test } from 'vitest'
import type { CodeEdit, CodeRule } from '../../../../scanner/rules/code/code-rule.ts'
import { compileCodeRules, findWeaknesses } from '../../../../scanner/rules/code/find-weaknesses.ts'
import { codeRules } from '../../../../scanner/rules/code/index.ts'
import { loadGrammars } from '../../../../scanner/syntax/grammars.ts'
import { withParsed } from '../../../../scanner/syntax/parse.ts'
import { grammars } from '../../../../scanner/syntax/language.ts'

beforeAll(async () => {
  await loadGrammars(grammars)
})

interface Found {
  readonly edits: readonly CodeEdit[] | undefined
  readonly hasError: boolean
}

function look(rule: CodeRule, text: string): readonly Found[] {
  const grammar = rule.language === 'javascript' ? 'tsx' : rule.language
  const found = findWeaknesses(
    compileCodeRules([rule]),
    grammar,
    text,
    'src/main',
    (weaknesses, { source }) =>
      weaknesses.map(({ verdict }) => ({ edits: verdict.edits, hasError: source.root.hasError })),
  )
  if ('code' in found) throw new Error(found.reason)
  return found
}

/** Whether a text is code without any error. */
function reads(rule: CodeRule, text: string): boolean {
  const grammar = rule.language === 'javascript' ? 'tsx' : rule.language
  return withParsed(grammar, text, 'src/main', ({ source }) => !source.root.hasError) === true
}

const apply = (text: string, edits: readonly CodeEdit[]): string =>
  edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, text: inserted }) => all.slice(0, start) + inserted + all.slice(end), text)

const samples = codeRules.flatMap((rule) => rule.matches.map((text) => ({ rule, text, id: rule.id })))

test('several rules bring fixes', () => {
  const fixed = samples.filter(({ rule, text }) => look(rule, text).some(({ edits }) => edits !== undefined))
  expect(new Set(fixed.map(({ id }) => id)).size).toBeGreaterThanOrEqual(20)
})

test.each(samples)('a fix of $id takes the finding out and leaves code: $text', ({ rule, text }) => {
  for (const { edits, hasError } of look(rule, text)) {
    if (edits === undefined) continue
    const fixed = apply(text, edits)
    expect(fixed).not.toBe(text)
    expect(look(rule, fixed)).toEqual([])
    expect(hasError).toBe(false)
    expect(reads(rule, fixed)).toBe(true)
  }
})

test('a fix brings the import that it needs', () => {
  const rule = codeRules.find(({ id }) => id === 'python-insecure-random')!
  const text = 'import random\ntoken = "".join(random.choice(letters) for _ in range(32))\n'
  const [found] = look(rule, text)
  expect(apply(text, found!.edits!)).toBe(
    'import random\nimport secrets\ntoken = "".join(secrets.choice(letters) for _ in range(32))\n',
  )
})
