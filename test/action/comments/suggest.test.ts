import { expect, test } from 'vitest'
import { suggestionBlock } from '../../../action/comments/suggest.ts'
import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import { createTextMask } from '../../../scanner/engine/mask-text.ts'
import { compileLater } from '../../../scanner/pool/scan-rules.ts'
import { githubToken } from '../../cli/secrets.ts'

const mask = createTextMask(compileLater({ userRules: [] }))
const secret = githubToken(9)

/** A finding of the secret where it stands in a text. */
function found(text: string, more: Partial<AssessedFinding> = {}): AssessedFinding {
  const at = text.indexOf(secret)
  const [line, column] = [text.slice(0, at).split('\n').length, at - text.lastIndexOf('\n', at)]
  return {
    rule: 'github-personal-access-token',
    kind: 'secret',
    title: 'A token',
    severity: 'high',
    confidence: 'high',
    path: 'a.sh',
    line,
    column,
    endLine: line,
    endColumn: column + secret.length,
    commit: null,
    fingerprint: `g1:${'1'.repeat(40)}`,
    excerpt: '',
    reachedBy: [],
    status: 'open',
    ...more,
  }
}
const suggested = (text: string, others: readonly AssessedFinding[] = []): string | undefined =>
  suggestionBlock(found(text), text, [found(text), ...others], mask)

test('the line keeps everything but the secret', () => {
  expect(suggested(`a\n\tconst token = "${secret}"; // x\n`)).toContain(
    '```suggestion\n\tconst token = "CHANGE_ME"; // x\n```',
  )
})

test('the fence is longer than any in the line, which else would end it', () => {
  expect(suggested(`echo \`\`\`\`${secret}\`\`\`\`\n`)).toMatch(/`{5}suggestion\n.*\n`{5}$/)
})

test('nothing is suggested where the line would not be right, or not be clean', () => {
  expect(suggested(`TOKEN=${secret}\r\n`)).toBeUndefined()
  expect(suggested(`A=${secret} B=${githubToken(10)}\n`)).toBeUndefined()
  const beside = found(`TOKEN=${secret} x\n`, { fingerprint: `g1:${'2'.repeat(40)}` })
  expect(suggested(`TOKEN=${secret} x\n`, [beside])).toBeUndefined()
  const text = `TOKEN=${secret}\n`
  for (const more of [{ status: 'risk-accepted' }, { confidence: 'low' }, { reachedBy: ['base64'] }] as const)
    expect(suggestionBlock(found(text, more), text, [], mask)).toBeUndefined()
  expect(suggestionBlock(found(text), '', [], mask)).toBeUndefined()
})
