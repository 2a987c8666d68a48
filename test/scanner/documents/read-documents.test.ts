import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dig,
  type DocumentNode,
  get,
  type Reading,
  scalars,
  textOf,
} from '../../../scanner/rules/documents/document.ts'
import { placesOf, within } from '../../../scanner/rules/documents/places.ts'
import { readFrontmatter, readLooseFrontmatter } from '../../../scanner/rules/documents/read-frontmatter.ts'
import { readJson } from '../../../scanner/rules/documents/read-json.ts'
import { readYaml } from '../../../scanner/rules/documents/read-yaml.ts'
import { runs as numRuns } from '../../runs.ts'

function plain(node: DocumentNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  // A null prototype, so that a key `__proto__` is a key.
  const result: Record<string, unknown> = { __proto__: null }
  for (const { key, value } of node.entries) result[key] = plain(value)
  return result
}
const opened = (reading: Reading | null) => {
  if (!reading?.ok) throw new Error(reading ? reading.problem : 'nothing to read')
  return reading.document
}
const problem = (reading: Reading) => (reading.ok ? null : reading.problem)

describe('YAML', () => {
  test('`on`, `yes` and `<<` are texts, as GitHub reads them', () => {
    const { root } = opened(readYaml('on: push\nok: yes\nbase: &b\n  x: 1\nmore:\n  <<: *b\n'))
    expect(textOf(get(root, 'on'))).toBe('push')
    expect(get(root, 'ok')).toMatchObject({ value: 'yes' })
    expect(textOf(dig(root, 'more', '<<', 'x'))).toBe('1')
    expect(dig(root, 'more', 'x')).toBeNull()
  })

  test('an alias is what its anchor names at that point', () => {
    const { root } = opened(readYaml('a: &x 1\nb: *x\nc: &x 2\nd: *x\n'))
    expect(['b', 'd'].map((key) => textOf(get(root, key)))).toEqual(['1', '2'])
  })

  test('of repeated keys the last counts', () => {
    expect(textOf(get(opened(readYaml('a: 1\na: 2\n')).root, 'a'))).toBe('2')
  })

  test.each([
    ['a: "unclosed', 'a quote, bracket or separator is missing', { line: 1, column: 13 }],
    ['a:\n\t- b\n', 'a tab is used for indentation', { line: 2, column: 1 }],
    ['a: *nobody\n', 'an alias names no anchor', { line: 1, column: 4 }],
    ['a: 1\n---\nb: 2\n', 'the file holds more than one document', { line: 2, column: 1 }],
    ['a: b: c\n', 'it is not valid YAML', { line: 1, column: 4 }],
  ])('%j is refused, with the place', (text, expected, place) => {
    const reading = readYaml(text)
    expect(problem(reading)).toBe(expected)
    expect(reading).toMatchObject({ place })
  })

  test('a problem never quotes the file', () => {
    for (const text of [
      'a: *hunter22\n',
      'hunter22: hunter22: x\n',
      '"hunter22',
      '[hunter22',
      '%hunter22\n---\n{',
    ]) {
      expect(JSON.stringify(problem(readYaml(text)))).not.toContain('hunter22')
    }
  })

  test.each(['[', '{', '- ', '? ', 'a: ', '[{a: ', '{"a":['])(
    '50,000 times %j is refused without trouble',
    (part) => {
      expect(problem(readYaml(part.repeat(50_000)))).not.toBeNull()
    },
  )

  test('an alias bomb is refused', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`,
    )
    expect(problem(readYaml(levels.join('\n')))).toBe('its aliases stand for more than can be read')
    expect(problem(readYaml('a: &a [*a]'))).toBe('its aliases stand for more than can be read')
  })

  test('a text beyond the limit is refused', () => {
    expect(problem(readYaml('#'.repeat(512 * 1024 + 1)))).toBe('it is longer than 512 KiB')
  })

  test('an empty text is an empty document', () => {
    for (const text of ['', '\n', '# nothing\n', '\uFEFF'])
      expect(opened(readYaml(text)).root).toMatchObject({ value: null })
  })

  test('any text is read or refused', () => {
    const yamlish = fc.array(
      fc.constantFrom(
        'a',
        ': ',
        '- ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        ',',
        '"',
        "'",
        '|',
        '>',
        '&x ',
        '*x',
        '#',
        '!!',
        '? ',
        '\t',
        '---\n',
        '${{',
        '\\',
        '😀',
        '\u0000',
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          yamlish.map((parts) => parts.join('')),
        ),
        (text) => {
          const reading = readYaml(text)
          expect(typeof reading.ok).toBe('boolean')
        },
      ),
      { numRuns },
    )
  })
})

describe('JSON', () => {
  test.each(['{"a": 1,}', '{"a": 1} // c', '{a: 1}', "{'a': 1}", '', '[1', '{"a": 1}{}'])(
    '%j is refused: settings are strict',
    (text) => {
      expect(problem(readJson(text))).toBe('it is not valid JSON')
    },
  )

  test('a byte order mark is allowed and keeps the columns', () => {
    const document = opened(readJson('\uFEFF{"a": 1}'))
    expect(document.place(get(document.root, 'a')!)).toMatchObject({ line: 1, column: 8 })
  })

  test('whatever JSON.stringify writes is read back the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), (value, space) => {
        const expected: unknown = JSON.parse(JSON.stringify(value))
        expect(plain(opened(readJson(JSON.stringify(value, null, space))).root)).toEqual(expected)
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    )
  })
})

describe('frontmatter', () => {
  test('is read with the places of the whole file', () => {
    const text = '---\nname: x\ntools:\n  - Bash\n---\n\n# Title\n---\nnot: this\n'
    const document = opened(readFrontmatter(text))
    const tool = scalars(get(document.root, 'tools'))[0]!
    expect(document.place(tool)).toEqual({ line: 4, column: 5, endLine: 4, endColumn: 9 })
    expect(get(document.root, 'not')).toBeNull()
  })

  test('a file without it has none', () => {
    for (const text of ['# Title\n', '---\nnever closed\n', 'x\n---\na: 1\n---\n', ''])
      expect(readFrontmatter(text)).toBeNull()
  })
})

describe('frontmatter of agents', () => {
  const strict = new Set(['hooks', 'permissionMode'])
  const text = [
    '---',
    'name: reviewer',
    'description: Use it when: asked. Say: "yes',
    '  and more',
    'permissionMode: plan',
    'tools:',
    '  - Bash',
    '---',
    'Body: x',
    '',
  ].join('\n')

  test('is read key by key where a description is no YAML', () => {
    expect(readFrontmatter(text)).toMatchObject({ ok: false })
    const document = opened(readLooseFrontmatter(text, strict))
    const at = (node: DocumentNode | null) => text.slice(node!.start, node!.end)
    expect(textOf(get(document.root, 'permissionMode'))).toBe('plan')
    expect(at(get(document.root, 'permissionMode'))).toBe('plan')
    expect(scalars(get(document.root, 'tools')).map(at)).toEqual(['Bash'])
    expect(textOf(get(document.root, 'description'))).toBe('Use it when: asked. Say: "yes\n  and more')
    expect(get(document.root, 'Body')).toBeNull()
  })

  test('is refused where a key that matters is no YAML', () => {
    expect(readLooseFrontmatter(text.replace('permissionMode: plan', 'hooks: [x'), strict)).toMatchObject({
      ok: false,
    })
  })

  test('is read the same as YAML where it is YAML', () => {
    const good = '---\nname: x\nhooks: {a: [1]}\n---\n'
    expect(plain(opened(readLooseFrontmatter(good, strict)).root)).toEqual(
      plain(opened(readFrontmatter(good)).root),
    )
  })
})

describe('places', () => {
  test('count UTF-16 units from 1, ends exclusive', () => {
    const text = 'ab😀c\r\n\nlast'
    const place = placesOf(text)
    expect(place({ start: 2, end: 4 })).toEqual({ line: 1, column: 3, endLine: 1, endColumn: 5 })
    expect(place({ start: 8, end: 12 })).toEqual({ line: 3, column: 1, endLine: 3, endColumn: 5 })
    expect(place({ start: 99, end: 99 })).toMatchObject({ line: 3, column: 5 })
  })

  test('every scalar stands where its place says', () => {
    const text = 'a: "x"\nb:\n  - \'y z\'\n  - plain # c\nc: |\n  one\n  two\nd: 5\n'
    const { root } = opened(readYaml(text))
    const source = (node: DocumentNode | null) => text.slice(node!.start, node!.end)
    expect(source(get(root, 'a'))).toBe('"x"')
    expect(scalars(get(root, 'b')).map(source)).toEqual(["'y z'", 'plain'])
    expect(source(get(root, 'c'))).toBe('|\n  one\n  two')
    expect(source(get(root, 'd'))).toBe('5')
  })

  test('a part of a value is found at its own occurrence', () => {
    const text = 'run: | # claude in the header\n  echo claude\n  claude -p\n'
    const document = opened(readYaml(text))
    const run = scalars(get(document.root, 'run'))[0]!
    const second = run.text.lastIndexOf('claude')
    expect(document.place(within(document, run, 'claude', second))).toEqual({
      line: 3,
      column: 3,
      endLine: 3,
      endColumn: 9,
    })
    // Escaped in the source: the whole value is meant.
    const escaped = opened(readYaml('a: "x\\u0041y"'))
    const node = scalars(get(escaped.root, 'a'))[0]!
    expect(within(escaped, node, 'xAy', 0)).toEqual({ start: node.start, end: node.end })
  })
})
