import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { fingerprintOf } from '../../../scanner/engine/fingerprint.ts'
import { matchBytes } from '../../../scanner/engine/match-bytes.ts'
import { random } from '../../../scanner/engine/sample.ts'
import { secretRules } from '../../../scanner/rules/secrets/index.ts'
import { compileRules } from '../../../scanner/engine/compile-rules.ts'
import { runs } from '../../runs.ts'
import { acme, compiled, passwordDetector, passwordRule } from './sample-rule.ts'
import { countProcessorTime } from '../../processor-time.ts'

const match = (text: string | Uint8Array) => matchBytes(compiled, Buffer.from(text))

describe('places', () => {
  test('are 1-based, in UTF-16 units, with an exclusive end', () => {
    const [one] = match(`first\n😀é = ${acme()};`)
    expect(one?.place).toEqual({ line: 2, column: 7, endLine: 2, endColumn: 7 + acme().length })
  })

  test('in UTF-16 without a mark, known by its zeros', () => {
    const text = Buffer.from(`a line\nü ${acme()}\n`, 'utf16le')
    expect(match(text)[0]?.place).toMatchObject({ line: 2, column: 3 })
    expect(match(Buffer.from(text).swap16())[0]?.place).toMatchObject({ line: 2, column: 3 })
    // Small numbers in a table stand among zeros too.
    const table = Buffer.from(
      Uint16Array.from({ length: 64 }, (_, at) => (at % 9 === 0 ? 0 : 65 + at)).buffer,
    )
    expect(match(Buffer.concat([table, Buffer.from(acme())]))).toHaveLength(1)
  })

  test('of thousands of secrets in one base64 run take no longer than those of as many in lines', () => {
    const tokens = Array.from({ length: 20_000 }, (_, seed) => acme(seed)).join('\n')
    const milliseconds = countProcessorTime()
    expect(match(`x ${Buffer.from(tokens).toString('base64')} y`).length).toBeGreaterThan(10_000)
    expect(milliseconds()).toBeLessThan(3000)
  })

  test('of several secrets on lines with Windows line ends', () => {
    const places = match(`a ${acme(1)}\r\n\r\nb ${acme(2)} ${acme(3)}\r\n`).map((one) => [
      one.place?.line,
      one.place?.column,
    ])
    expect(places).toEqual([
      [1, 3],
      [3, 3],
      [3, 3 + acme().length + 1],
    ])
  })

  test('in UTF-16 with a byte order mark, as Windows tools write it', () => {
    const utf16 = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(`x\ny ${acme()}`, 'utf16le')])
    expect(match(utf16)[0]?.place).toMatchObject({ line: 2, column: 3 })
    expect(
      match(
        utf16.subarray(2).swap16().length > 0
          ? Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(`x ${acme()}`, 'utf16le').swap16()])
          : '',
      ),
    ).toHaveLength(1)
  })
})

describe('edges', () => {
  test.each([
    ['a longer word before', `x${acme()}`, 0],
    ['a longer word after', `${acme()}x`, 0],
    ['an escaped line break before', `"\\n${acme()}"`, 1],
    ['a URL escape before', `a%3D${acme()}`, 1],
    ['punctuation around', `(${acme()})`, 1],
    ['a colour code before', `\x1b[31m${acme()}`, 1],
  ])('%s', (_name, text, count) => {
    expect(match(text)).toHaveLength(count)
  })
})

describe('excerpts', () => {
  test('mask every secret of the line and keep the rest', () => {
    const [one, two] = match(`use ${acme(1)} or ${acme(2)} here`)
    expect(one?.excerpt).toBe('use acme_******** or acme_******** here')
    expect(two?.excerpt).toBe(one?.excerpt)
  })

  test('of very long lines are cut', () => {
    const [one] = match(`${'a'.repeat(5000)} ${acme()} ${'b'.repeat(5000)}`)
    expect(one?.excerpt.length).toBeLessThan(200)
    expect(one?.excerpt).toContain('acme_********')
  })

  test('also mask what was found by decoding', () => {
    const hidden = Buffer.from(`token ${acme(1)} token`).toString('base64')
    const [plain, decoded] = match(`${acme(2)} ${hidden}`)
    expect(plain?.excerpt).toBe('acme_******** ********')
    expect(decoded?.reachedBy).toEqual(['base64'])
  })
})

describe('excerpts of overlapping findings', () => {
  test('mask all that any rule takes for a secret, although one finding is reported', () => {
    const [one, two] = match(`password = "${acme()}:tiger99" # end`)
    expect(one?.rule.id).toBe('acme-token')
    expect(one?.excerpt).toBe('password = "acme_********" # end')
    expect(two).toBeUndefined()
  })
})

describe('encodings', () => {
  const inner = `key: ${acme()} !`
  test.each([
    ['base64', Buffer.from(inner).toString('base64'), ['base64']],
    ['base64 in a sentence', `data:text/plain;base64,${Buffer.from(inner).toString('base64')}`, ['base64']],
    ['URL-safe base64', Buffer.from(inner).toString('base64url'), ['base64']],
    [
      'base64 twice',
      Buffer.from(Buffer.from(inner).toString('base64')).toString('base64'),
      ['base64', 'base64'],
    ],
    ['PowerShell base64', Buffer.from(inner, 'utf16le').toString('base64'), ['base64']],
    ['hex', Buffer.from(inner).toString('hex'), ['hex']],
    ['URL escapes', inner.replaceAll('_', '%5F'), ['url-escapes']],
    ['Unicode escapes', inner.replaceAll('_', '\\u005f'), ['unicode-escapes']],
    ['HTML escapes', inner.replaceAll('ac', '&#97;&#x63;'), ['html-escapes']],
    ['gzip', gzipSync(inner), ['gzip']],
    ['zip', Buffer.from(zipSync({ 'a/b.env': Buffer.from(inner) })), ['zip:a/b.env']],
    ['gzip of base64', gzipSync(Buffer.from(inner).toString('base64')), ['gzip', 'base64']],
  ])('%s', (_name, text, reachedBy) => {
    expect(match(text).map((one) => one.reachedBy)).toEqual([reachedBy])
  })

  test('base64 wrapped over lines', () => {
    const base64 = Buffer.from(`${'padding text '.repeat(12)}${acme()} and more text`).toString('base64')
    const wrapped = base64.replaceAll(/.{64}/g, '$&\n    ')
    expect(match(`data: |\n    ${wrapped}`)).toHaveLength(1)
  })

  test('the place is that of the encoded text', () => {
    const base64 = Buffer.from(inner).toString('base64')
    expect(match(`one\n  x=${base64}`)[0]?.place).toMatchObject({ line: 2, column: 5 })
  })

  test('a zip bomb is left, and said so', () => {
    const problems: string[] = []
    const bomb = gzipSync(Buffer.alloc(80 << 20))
    expect(matchBytes(compiled, bomb, { onProblem: (problem) => problems.push(problem) })).toEqual([])
    expect(problems).toEqual(['unpacked it is larger than 64 MiB'])
  })

  test('many small bombs in one archive are one bomb', () => {
    const problems: string[] = []
    const inner = gzipSync(Buffer.alloc(30 << 20))
    const members = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.gz`, inner]))
    const bomb = Buffer.from(zipSync({ ...members, 'last.txt': Buffer.from(acme()) }))
    const found = matchBytes(compiled, bomb, { onProblem: (problem) => problems.push(problem) })
    expect(found.map(({ reachedBy }) => reachedBy)).toEqual([['zip:last.txt']])
    expect(problems.length).toBeGreaterThan(30)
  })

  test('what an archive holds unpacked is found once, in its member', () => {
    const zip = Buffer.from(zipSync({ 'a.txt': [Buffer.from(`x ${acme()}`), { level: 0 }] }))
    expect(match(zip).map(({ reachedBy }) => reachedBy)).toEqual([['zip:a.txt']])
  })

  test('a member of an archive is read in its encoding', () => {
    const zip = Buffer.from(zipSync({ 'a.ps1': Buffer.from(`\uFEFFx ${acme()}`, 'utf16le') }))
    expect(match(zip).map(({ reachedBy }) => reachedBy)).toEqual([['zip:a.ps1']])
  })

  test('a large member is looked at to its end, and nothing in it twice', () => {
    const piece = 4 << 20
    const text = Buffer.alloc(3 * piece, 'lorem ipsum ')
    const places = [0, piece - 20, piece - 65_536 + 5, piece - 49_152 - 20, 2 * piece, text.length - 40]
    for (const [seed, at] of places.entries()) text.write(` ${acme(seed)} `, at)
    const found = match(gzipSync(text))
    expect(new Set(found.map(fingerprintOf)).size).toBe(places.length)
    expect(found).toHaveLength(places.length)
  })

  test('a packed run is found behind others', () => {
    const text = Buffer.from('nothing to be found in this one, really').toString('base64')
    const packed = gzipSync(`x ${acme()}`).toString('base64')
    const found = match(`a: ${text}\nb: ${packed} ${acme(2)}\n`)
    expect(found.map(({ reachedBy, place }) => [reachedBy, place?.line, place?.column])).toEqual([
      [['base64', 'gzip'], 2, 4],
      [[], 2, 5 + packed.length],
    ])
    expect(found[1]?.excerpt).toBe('…******** acme_********')
  })

  test.each([
    ['escaped', String.raw`if (head === "PK\x03\x04\x14\x00\x00\x00") unzip()`],
    ['in base64', `const sample = '${gzipSync('a text of some length').subarray(0, 30).toString('base64')}'`],
  ])('the first bytes of an archive, %s in code, are nothing to complain of', (_name, text) => {
    const problems: string[] = []
    matchBytes(compiled, Buffer.from(text), { onProblem: (problem) => problems.push(problem) })
    expect(problems).toEqual([])
  })

  test('a broken archive is said so', () => {
    const problems: string[] = []
    matchBytes(compiled, gzipSync('text').subarray(0, 15), { onProblem: (problem) => problems.push(problem) })
    expect(problems).toHaveLength(1)
  })
})

describe('fingerprints', () => {
  const of = (text: string): readonly string[] => match(text).map(fingerprintOf)

  test('are the same in any place and wrapping', () => {
    const [plain] = of(`a = "${acme()}"`)
    expect(plain).toMatch(/^g1:[0-9a-f]{40}$/)
    expect(of(`\n\n\nother: ${acme()}`)).toEqual([plain])
    expect(of(Buffer.from(`other: ${acme()}`).toString('base64'))).toEqual([plain])
    expect(of(`a = "${acme(2)}"`)).not.toEqual([plain])
  })

  test('of guessable secrets are slow ones, and differ by rule', () => {
    const [first] = of('password = "tiger99"')
    expect(of('other_password: tiger99\n')).toEqual([first])
    expect(first).toMatch(/^g1:[0-9a-f]{40}$/)
  })
})

test('a match shows its secret to nobody', () => {
  const found = match(`password = "tiger99" and ${acme()}`)
  expect(found).toHaveLength(2)
  const shown =
    JSON.stringify(found) +
    String(structuredClone(found.map(({ rule: _rule, ...rest }) => JSON.stringify(rest))))
  expect(shown).not.toContain(acme().slice(10))
  expect(shown).not.toContain('tiger99')
})

test('any bytes: no crash, and the same result every time', () => {
  const all = compileRules(secretRules)
  const words = secretRules.flatMap((rule) => rule.matches.map((sample) => sample()))
  const piece = fc.oneof(
    fc.constantFrom(...words).map((word) => Buffer.from(word)),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('"', '\n', '=', ': ', '{', '%41', '\\u0041', '&#65;').map((text) => Buffer.from(text)),
  )
  const mangled = fc
    .tuple(piece, fc.nat(60), fc.nat(60))
    .map(([bytes, from, to]) => bytes.subarray(Math.min(from, to), Math.max(from, to)))
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, mangled), { maxLength: 6 }), (pieces) => {
      const bytes = Buffer.concat(pieces)
      const first = matchBytes(all, bytes)
      const lines = bytes.toString('latin1').split('\n').length
      for (const one of first) expect(one.place?.line ?? 1).toBeLessThanOrEqual(lines)
      expect(matchBytes(all, bytes)).toEqual(first)
    }),
    { numRuns: runs },
  )
})

test('reads what follows a blank as a name of its own, whatever word another rule finds before it', () => {
  const named = { ...passwordRule, detect: [{ ...passwordDetector, name: /^password$/ }] }
  const before = {
    ...passwordRule,
    id: 'other-word',
    detect: [{ ...passwordDetector, names: ['export'], name: /^never$/ }],
  }
  const found = matchBytes(
    compileRules([before, named]),
    Buffer.from(`export PASSWORD=${random('base62', 12)}`),
  )
  expect(found.map(({ rule }) => rule.id)).toEqual(['plain-password'])
})
