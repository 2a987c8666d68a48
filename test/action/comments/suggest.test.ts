import { beforeAll, expect, test } from 'vitest'
import { editLines } from '../../../action/comments/edited-lines.ts'
import { suggestLines } from '../../../action/comments/suggest.ts'
import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import { createTextMask } from '../../../scanner/engine/mask-text.ts'
import { codeFindingsOf } from '../../../scanner/pool/code-findings.ts'
import { compileLater } from '../../../scanner/pool/scan-rules.ts'
import { isFix } from '../../../scanner/rules/code/check-fix.ts'
import { loadGrammars } from '../../../scanner/syntax/grammars.ts'
import { grammars } from '../../../scanner/syntax/language.ts'
import { githubToken } from '../../cli/secrets.ts'

beforeAll(() => loadGrammars(grammars))

const mask = createTextMask(compileLater({ userRules: [] }))
const checks = { mask, isFix }
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
  suggestLines(found(text), text, [found(text), ...others], checks)?.block

/** What the rules about code find in a file, as the Action has it. */
function weaknesses(path: string, text: string): readonly AssessedFinding[] {
  const bytes = Buffer.from(text)
  return codeFindingsOf(path, { head: bytes, size: bytes.length }, bytes).findings.map((one) => ({
    ...one,
    commit: null,
    status: 'open',
  }))
}

/** A file as it is when somebody accepts the suggestion: the bytes between the fences stand in place of the lines. */
function accepted(path: string, text: string): string | undefined {
  const all = weaknesses(path, text)
  const suggestion = all.map((one) => suggestLines(one, text, all, checks)).find((one) => one !== undefined)
  if (suggestion === undefined) return undefined
  const [, lines = ''] = /`{3,}suggestion\n([\s\S]*?)`{3,}$/.exec(suggestion.block) ?? []
  const before = text.split(/(?<=\n)/)
  return [...before.slice(0, suggestion.from - 1), lines, ...before.slice(suggestion.to)].join('')
}

test('the line keeps everything but the secret', () => {
  expect(suggested(`a\n\tconst token = "${secret}"; // x\n`)).toContain(
    '```suggestion\n\tconst token = "CHANGE_ME"; // x\n```',
  )
})

test('the fence is longer than any in the line, which else would end it', () => {
  expect(suggested(`echo \`\`\`\`${secret}\`\`\`\`\n`)).toMatch(/`{5}suggestion\n.*\n`{5}$/)
})

test('a line keeps its end, whichever it has', () => {
  expect(suggested(`TOKEN=${secret}\r\n`)).toContain('```suggestion\nTOKEN=CHANGE_ME\r\n```')
  expect(suggested(`TOKEN=${secret}`)).toContain('```suggestion\nTOKEN=CHANGE_ME\n```')
})

test('nothing is suggested where the line would not be right, or not be clean', () => {
  expect(suggested(`A=${secret} B=${githubToken(10)}\n`)).toBeUndefined()
  const beside = found(`TOKEN=${secret} x\n`, { fingerprint: `g1:${'2'.repeat(40)}` })
  expect(suggested(`TOKEN=${secret} x\n`, [beside])).toBeUndefined()
  const text = `TOKEN=${secret}\n`
  for (const more of [{ status: 'risk-accepted' }, { confidence: 'low' }, { reachedBy: ['base64'] }] as const)
    expect(suggestLines(found(text, more), text, [], checks)).toBeUndefined()
  expect(suggestLines(found(text), '', [], checks)).toBeUndefined()
})

test('a change of code is looked at again: nothing is suggested that does not take the finding out', () => {
  const text = 'import requests\nrequests.get(url, verify=False)\n'
  const [one] = weaknesses('src/a.py', text)
  const harmless = { ...one!, edits: one!.edits!.map((edit) => ({ ...edit, text: 'False ' })) }
  const broken = { ...one!, edits: one!.edits!.map((edit) => ({ ...edit, text: 'True))(' })) }
  expect(suggestLines(one!, text, [], checks)).toBeDefined()
  for (const wrong of [harmless, broken, { ...one!, edits: [] }])
    expect(suggestLines(wrong, text, [], checks)).toBeUndefined()
})

test('an import comes with the change, and where it is too far away nothing is suggested', () => {
  const code = (between: number): string =>
    `import random\n${'\n'.repeat(between)}def token():\n\treturn "".join(random.choice(letters) for _ in range(32))\n`
  expect(accepted('src/a.py', code(2))).toBe(
    'import random\nimport secrets\n\n\ndef token():\n\treturn "".join(secrets.choice(letters) for _ in range(32))\n',
  )
  expect(accepted('src/a.py', code(40))).toBeUndefined()
  const windows = code(1).replaceAll('\n', '\r\n')
  expect(accepted('src/a.py', windows)).toBe(accepted('src/a.py', code(1))!.replaceAll('\n', '\r\n'))
})

test.each([
  [
    'src/a.py',
    '    requests.get(\n        url,\n        verify=False,  # for now\n    )\n',
    'verify=True,  # for now',
  ],
  ['src/a.js', '\thttps.request({ host, rejectUnauthorized: false }, done)\n', 'rejectUnauthorized: true'],
  [
    'src/a.go',
    'package a\n\nvar c = &tls.Config{\n\tInsecureSkipVerify: true,\n}\n',
    'InsecureSkipVerify: false',
  ],
])('in %s the rest of the line stays as it is', (path, body, fixed) => {
  const text = path.endsWith('.py')
    ? `import requests\ndef f():\n${body}`
    : path.endsWith('.js')
      ? `const https = require('https')\n${body}`
      : body.replace('\n\n', '\n\nimport "crypto/tls"\n\n')
  const after = accepted(path, text)
  expect(after).toContain(fixed)
  expect(weaknesses(path, after!)).toEqual([])
  expect(after!.split('\n')).toHaveLength(text.split('\n').length)
})

test('edits that are not in the text, or overlap, change nothing', () => {
  const edit = { line: 1, column: 1, endLine: 1, endColumn: 3, text: 'x' }
  const place = { line: 1, endLine: 1 }
  expect(editLines('abc\n', [edit], place)).toMatchObject({ from: 1, to: 1, lines: 'xc\n', text: 'xc\n' })
  expect(editLines('abc\n', [edit, { ...edit, column: 2 }], place)).toBeUndefined()
  expect(editLines('abc\n', [{ ...edit, line: 9, endLine: 9 }], place)).toBeUndefined()
})
