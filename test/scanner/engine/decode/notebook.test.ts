import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import { fingerprintOf } from '../../../../scanner/engine/fingerprint.ts'
import { judge } from '../../../../scanner/engine/judge.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import { createWindowMatcher } from '../../../../scanner/engine/match-windows.ts'
import { random } from '../../../../scanner/engine/sample.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'
import { runs } from '../../../runs.ts'
import { acme, acmeRule, compiled, passwordDetector, passwordRule } from '../sample-rule.ts'
import { type Cell, codeCell, failed, lines, notebookOf, shown, stream } from './sample-notebook.ts'
import { countProcessorTime } from '../../../processor-time.ts'

const match = (text: string) => matchBytes(compiled, Buffer.from(text))
const inCell = (source: string) => match(notebookOf([codeCell(source)]))
/** Letters and digits, so that nothing of it needs an escape. */
const password = random('base62', 12, 3)

/** What of a text stands from a match's start to its end, by its lines and columns. */
function textAt(text: string, { place }: ReturnType<typeof match>[number]): string {
  const from = place!
  const rows = text.split('\n').slice(from.line - 1, from.endLine)
  rows.push(rows.pop()!.slice(0, from.endColumn - 1))
  rows[0] = rows[0]!.slice(from.column - 1)
  return rows.join('\n')
}

describe('every rule', () => {
  const all = compileRules(secretRules)
  const found = (text: string): readonly string[] =>
    matchBytes(all, Buffer.from(text)).map((one) => `${one.rule.id} ${one.confidence} ${fingerprintOf(one)}`)
  // Of some 80 samples the file's text alone shows nothing, or another secret. One for each rule: fingerprints cost.
  test.each(secretRules.map((rule) => [rule.id, rule.matches[0]!()] as const))(
    '%s: the same in a cell as in a file',
    (_id, sample) => {
      expect(found(notebookOf([codeCell(sample)])).toSorted()).toEqual([...found(sample)].toSorted())
    },
  )
})

describe('a secret that JSON hides', () => {
  const hidden = 'aB3\\' + password
  test.each([
    ['an escape in it', `password = '${hidden}'\n`, JSON.stringify(hidden).slice(1, -1)],
    ['a value on the next line', `password = \\\n    "${password}"\n`, password],
    ['an attribute', `<add key="password" value="${password}"/>`, password],
  ])('%s', (_name, source, written) => {
    const text = notebookOf([codeCell('import os\n'), codeCell(`a = 1\n${source}`)])
    const found = match(text)
    expect(found.map(({ reachedBy }) => reachedBy)).toEqual([['notebook']])
    expect(textAt(text, found[0]!)).toBe(written)
    expect(found.map(fingerprintOf)).toEqual(match(source).map(fingerprintOf))
  })

  test('colours of a terminal in a traceback', () => {
    const [red, off] = ['\u001B[0;31m', '\u001B[0m']
    const text = notebookOf([
      codeCell('x', [failed(['a', `(password=${red}"${off}${red}${password}${off}")`])]),
    ])
    const found = match(text)
    expect(found.map(({ reachedBy }) => reachedBy)).toEqual([['notebook']])
    expect(textAt(text, found[0]!)).toContain(password)
  })

  test('base64 that is wrapped over lines', () => {
    const base64 = Buffer.from(`${'padding '.repeat(10)}${acme()} and more`).toString('base64')
    const wrapped = base64.replaceAll(/.{76}/g, '$&\n')
    const found = inCell(`data = """\n${wrapped}\n"""`)
    expect(found.map(({ reachedBy, place }) => [reachedBy, place!.endLine - place!.line])).toEqual([
      [['notebook', 'base64'], wrapped.split('\n').length - 1],
    ])
  })

  test('lines, each a string of its own: from the first to the last', () => {
    const block = { ...acmeRule, id: 'block' }
    const rule = {
      ...block,
      detect: [{ how: 'token' as const, anchors: ['BEGIN'], pattern: /BEGIN\n[a-z\n]{20,99}END/ }],
    }
    const text = notebookOf([codeCell(`key = """BEGIN\n${'abcdefg\n'.repeat(4)}END"""\n`)])
    const [found] = matchBytes(compileRules([rule]), Buffer.from(text))
    const written = textAt(text, found!)
    expect(written.startsWith(String.raw`BEGIN\n",`)).toBe(true)
    expect(written.endsWith('"END')).toBe(true)
  })
})

describe('a secret that the file shows as it is', () => {
  test.each([
    ['a token', `t = "${acme()}"\n`],
    ['a password', `password = "${password}"\n`],
    ['in one string', `a\npassword = "${password}"\nb`],
    ['in base64', `x = "${Buffer.from(`a text with ${acme()} in it`).toString('base64')}"`],
  ])('%s is found once, without the notebook', (_name, source) => {
    const found = inCell(source)
    expect(found).toHaveLength(1)
    expect(found[0]?.reachedBy).not.toContain('notebook')
  })

  test('does not keep another one on its line from being found', () => {
    const found = inCell(`${acme()}; password = 'x\\\\${password}'`)
    expect(found.map(({ rule, reachedBy }) => [rule.id, reachedBy])).toEqual([
      ['acme-token', []],
      ['plain-password', ['notebook']],
    ])
  })

  test('by an escape is placed to the byte', () => {
    const text = notebookOf([codeCell(`x=${acme()},y`)]).replace('acme_', String.raw`ac\u006de_`)
    const found = match(text)
    expect(found.map((one) => textAt(text, one))).toEqual([acme().replace('m', String.raw`\u006d`)])
  })

  test('stays where the cell shows something less telling at its place', () => {
    const [first, second] = ['acme_', random('base62', 32)]
    // Only JSON's text has the token: in the cell a line break cuts it.
    const rule = {
      ...acmeRule,
      detect: [{ how: 'token' as const, anchors: [first], pattern: /acme_\\n[A-Za-z0-9]{32}/ }],
    }
    const quoted = { ...passwordRule, detect: [{ ...passwordDetector, value: /[^"]{4,64}/ }] }
    const text = Buffer.from(
      notebookOf([codeCell(`password = """${first}\n${second}"""`)], 0).replaceAll('\\n","', '\\n'),
    )
    expect(matchBytes(compileRules([rule, quoted]), text).map((one) => one.rule.id)).toEqual(['acme-token'])
  })
})

describe('an unquoted value', () => {
  const value = random('base62', 16, 5)
  const all = compileRules(secretRules)
  const shellCell = `%%bash\nexport DB_PASSWORD=${value}\n`
  test.each<readonly [string, boolean, Cell]>([
    ['in code', false, codeCell(`password = ${value}\n`)],
    ['in a shell command', true, codeCell(`x = 1\n!export DB_PASSWORD=${value}\n`)],
    ['in the second line of one', true, codeCell(`!docker run \\\n DB_PASSWORD=${value}\n`)],
    ['below one', false, codeCell(`!ls\npassword = ${value}\n`)],
    ['of %env', true, codeCell(`%env DB_PASSWORD=${value}`)],
    ['in a cell of a shell', true, codeCell(shellCell)],
    ['in such a cell that is one string', true, { ...codeCell(''), source: shellCell }],
    ['in a file of configuration', true, codeCell(`%%writefile a/.env\nDB_PASSWORD=${value}\n`)],
    ['in a file of code', false, codeCell(`%%writefile a.py\npassword = ${value}\n`)],
    ['in a cell that is timed', false, codeCell(`%%time\npassword = ${value}\n`)],
    ['that was printed', true, codeCell('', [stream(`user: me\npassword: ${value}\n`)])],
    ['in markup', false, codeCell('', [shown('text/html', `<p>\npassword: ${value}\n`)])],
  ])('%s: counts %s', (_name, counts, cell) => {
    const found = matchBytes(all, Buffer.from(notebookOf([cell])))
    expect(found.filter((one) => judge(one, 'a.ipynb') !== undefined)).toHaveLength(counts ? 1 : 0)
  })
})

test('pictures are not read', () => {
  const picture = {
    'image/png': `${random('base64', 20_000)}\n`,
    'image/svg': 'x',
    'text/plain': ['<Figure>'],
  }
  const all = compileRules(secretRules)
  expect(matchBytes(all, Buffer.from(notebookOf([codeCell('', [{ data: picture }])])))).toEqual([])
})

test('an excerpt is the file’s line, with all masked that is found in the file or in the cell', () => {
  const found = inCell(`<add key="password" value="${password}"/> ${acme()}`)
  const excerpt = String.raw`"<add key=\"password\" value=\"********\"/> acme_********"`
  expect(found.map((one) => [one.reachedBy.length, one.excerpt])).toEqual([
    [1, excerpt],
    [0, excerpt],
  ])
})

describe('read as any other text', () => {
  const hidden = `password = \\\n "${password}"`
  test.each([
    ['other JSON', JSON.stringify({ cells: [codeCell(hidden)] })],
    ['a list', `[${notebookOf([codeCell(hidden)])}]`],
  ])('%s', (_name, text) => {
    expect(match(text)).toEqual([])
  })

  test('a notebook that comes in windows', () => {
    const matchWindow = createWindowMatcher(compiled, 64, () => {})
    const text = Buffer.from(notebookOf([codeCell(`${acme()}\n${hidden}`)]))
    expect(matchWindow(text, 0, true).map(({ rule }) => rule.id)).toEqual(['acme-token'])
  })
})

describe('other forms', () => {
  const source = `password = \\\n "${password}"`
  test.each([
    ['nbformat 3', { nbformat: 3, worksheets: [{ cells: [{ input: lines(source) }] }] }],
    ['the format first', { nbformat: 4, metadata: { a: 'b'.repeat(9000) }, cells: [codeCell(source)] }],
    ['one string', { cells: [{ source }], nbformat: 4 }],
    [
      'members of another kind',
      { cells: [{ source: 5, text: { a: 'b' }, html: null, input: [source, 5, {}] }], nbformat: 4 },
    ],
  ])('%s', (_name, notebook) => {
    expect(match(JSON.stringify(notebook)).map(({ reachedBy }) => reachedBy)).toEqual([['notebook']])
  })

  test('with the markers of a merge in it', () => {
    const text = notebookOf([codeCell(`a = 1\n${source}`)])
    const merged = text.replace(' "password', '<<<<<<< HEAD\n "b",\n=======\n "password')
    expect(match(merged)).toHaveLength(1)
  })

  test('with a string that is not closed, behind which it goes on', () => {
    const text = notebookOf([{ source: ['broken'] }, { source: lines(source) }])
    expect(match(text.replace('broken"', 'broken'))).toHaveLength(1)
  })
})

const anyLine = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', ' ', '"', '\\', 'é', '😀', '\u001B[0m', '\t', '<', "'", '!', '%'),
    maxLength: 30,
  }),
  fc.constantFrom('%%bash', '!ls \\', '%env A=1', '"source": ["', '"nbformat"', '\\u00', '\r'),
)
const anyText = fc.array(anyLine, { maxLength: 5 }).map((all) => all.join('\n'))
const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  anyText.map((text) => codeCell(text)),
  anyText.map((source) => ({ cell_type: 'markdown', source })),
  anyText.map((text) => codeCell('x', [stream(text), shown('text/html', text)])),
  fc.array(anyText, { maxLength: 3 }).map((all) => codeCell('x', [failed(all)])),
)

test('any notebook: what a cell holds is found on its line, once', () => {
  fc.assert(
    fc.property(fc.array(anyCell), anyText, anyText, fc.array(anyCell), (before, above, below, after) => {
      const hidden = `x\\\\${password}`
      const cell = codeCell(`${above}\n password = '${hidden}'\n${below}`)
      const text = notebookOf([...before, cell, ...after])
      const written = JSON.stringify(hidden).slice(1, -1)
      const found = match(text).filter((one) => textAt(text, one) === written)
      expect(found).toHaveLength(1)
      expect(found[0]?.place?.line).toBe(text.slice(0, text.indexOf(written)).split('\n').length)
    }),
    { numRuns: Math.max(30, runs / 10) },
  )
})

test('a damaged notebook: no crash, and every place lies in the file', () => {
  const damage = fc.tuple(
    fc.nat(2000),
    fc.nat(20),
    fc.constantFrom('', '"', '\\', '\n', '[', '{', '"source": ['),
  )
  fc.assert(
    fc.property(fc.array(anyCell, { maxLength: 3 }), fc.array(damage, { maxLength: 4 }), (cells, all) => {
      let text = notebookOf([...cells, codeCell(`password = 'a\\\\${password}'\n${acme()}`)])
      for (const [at, length, instead] of all) text = text.slice(0, at) + instead + text.slice(at + length)
      const found = match(text)
      for (const { start, end, place } of found) {
        expect(start).toBeLessThan(end)
        expect(end).toBeLessThanOrEqual(Buffer.byteLength(text))
        expect(place?.endLine).toBeLessThanOrEqual(text.split('\n').length)
      }
    }),
    { numRuns: Math.max(30, runs / 10) },
  )
})

test.each([
  ['strings of one character', '"source":["a', '","a'],
  ['escapes', '"source":["', String.raw`\n`],
  ['escaped quotes on lines of their own', '', '\\"\n'],
  ['strings that are never closed', '', '"\n'],
  ['lists that are never closed', '', '"source":['],
  ['keys without a value', '', '"text" \n : '],
  ['backslashes', '"source":["', '\\'],
  ['blanks', '"source":', ' '],
])('4 MiB of %s take no longer than a moment', (_name, start, piece) => {
  const text = `{"nbformat":4,${start}${piece.repeat((4 << 20) / piece.length)}`
  const milliseconds = countProcessorTime()
  match(text)
  expect(milliseconds()).toBeLessThan(3000)
})
