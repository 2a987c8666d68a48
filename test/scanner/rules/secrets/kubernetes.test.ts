import { expect, test } from 'vitest'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import { join, random } from '../../../../scanner/engine/sample.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'

const rules = compileRules(secretRules)
const found = (text: string) =>
  matchBytes(rules, Buffer.from(text)).map(({ rule, place }) => [rule.id, place?.line])

const manifest = (seed: number): string =>
  `---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: n${seed}\ndata:\n  value: ${Buffer.from(random('base62', 20, seed)).toString('base64')}\n`

test('every value of a manifest is found by itself, and one of a known service as what it is', () => {
  const text = `apiVersion: v1
kind: Secret
stringData:
  first: ${random('base62', 20, 1)}
  second: ${join('dop_v1_', random('hex', 64))}
  third: ${random('base62', 20, 2)}
`
  expect(found(text)).toEqual([
    ['kubernetes-secret', 4],
    ['digitalocean-personal-access-token', 5],
    ['kubernetes-secret', 6],
  ])
})

test('many manifests in one file are all read, once each', () => {
  const text = Array.from({ length: 500 }, (_, index) => manifest(index + 1)).join('')
  const lines = found(text)
    .filter(([id]) => id === 'kubernetes-secret')
    .map(([, line]) => line)
  expect(lines).toEqual(Array.from({ length: 500 }, (_, index) => index * 7 + 7))
})
