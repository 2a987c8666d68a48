import { describe, expect, test } from 'vitest'
import { readSecretManifests } from '../../../../../scanner/rules/secrets/checks/kubernetes-manifest.ts'

const read = (...lines: readonly string[]) => {
  const text = lines.join('\n')
  return readSecretManifests(text).map(({ key, start, end, encoded }) => [
    key,
    text.slice(start, end),
    encoded,
  ])
}

describe('YAML', () => {
  test('reads data and stringData, whatever stands between and around them', () => {
    const values = read(
      'apiVersion: v1',
      'data:',
      '  # set by hand',
      '  one: YWJj # base64',
      '  "two": "ZGVm"',
      'kind: Secret',
      'metadata:',
      '  annotations:',
      '    data: no',
      'stringData: # plain',
      "  three: 'it is'",
      'type: Opaque',
    )
    expect(values).toEqual([
      ['one', 'YWJj', true],
      ['two', 'ZGVm', true],
      ['three', 'it is', false],
    ])
  })

  test('reads every manifest of a file and of a list, and no other kind', () => {
    const values = read(
      'kind: ConfigMap',
      'data:',
      '  a: one',
      '---',
      'kind: Secret',
      'data:',
      '  b: two',
      '---',
      'kind: List',
      'items:',
      '- kind: Secret',
      '  data:',
      '    c: three',
      '- kind: ConfigMap',
      '  data:',
      '    d: four',
      '- apiVersion: v1',
      '  stringData: {}',
      '  data:',
      '    e: five',
      '  kind: "Secret"',
    )
    expect(values.map(([key]) => key)).toEqual(['b', 'c', 'e'])
  })

  test('takes a block of lines as one value', () => {
    expect(
      read(
        'kind: Secret',
        'stringData:',
        '  file: |',
        '    first',
        '',
        '    second',
        '  next: x1',
        'type: a',
      ),
    ).toEqual([
      ['file', 'first\n\n    second', false],
      ['next', 'x1', false],
    ])
  })

  test('leaves a SealedSecret, a reference to a Secret and an empty section alone', () => {
    expect(read('kind: SealedSecret', 'spec:', '  encryptedData:', '    a: AgB')).toEqual([])
    expect(read('subjects:', '- kind: Secret', '  name: one', 'data:', '  a: b')).toEqual([])
    expect(read('kind: Secret', 'data:', 'type: Opaque')).toEqual([])
  })

  test('is fast on a hostile text', () => {
    const text = `${'}"kind":"Secret"'.repeat(20_000)}\n${Array.from({ length: 5000 }, (_, index) => `${' '.repeat(5000 - index)}kind: secret`).join('\n')}`
    expect(readSecretManifests(text.slice(0, 400_000))).toEqual([])
  })
})

test('JSON: reads the object that holds the kind, not its neighbours', () => {
  const items = [
    { kind: 'ConfigMap', data: { a: 'one' } },
    { data: { b: 'two' }, kind: 'Secret', metadata: { data: 'no' }, stringData: { c: 'three' } },
    { kind: 'ConfigMap', data: { d: 'four' } },
  ]
  const expected = [
    ['b', 'two', true],
    ['c', 'three', false],
  ]
  expect(read(JSON.stringify({ kind: 'List', items }))).toEqual(expected)
  expect(read(JSON.stringify({ kind: 'List', items }, null, 2))).toEqual(expected)
})
