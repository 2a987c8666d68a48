import { expect, test } from 'vitest'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import { fingerprintOf } from '../../../../scanner/engine/fingerprint.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import {
  encrypted,
  openSsh,
  pgp,
  pkcs1,
  pkcs8,
} from '../../../../scanner/rules/secrets/private-key-samples.ts'
import { privateKeys } from '../../../../scanner/rules/secrets/private-keys.ts'

const compiled = compileRules(privateKeys)
const matchesIn = (text: string) => matchBytes(compiled, Buffer.from(text))

const key = pkcs1().trim()
const lines = key.split('\n')
const wrappings: Readonly<Record<string, string>> = {
  'a file': `${key}\n`,
  'a file from Windows': lines.join('\r\n'),
  JSON: JSON.stringify({ private_key: key }),
  'JSON in JSON': JSON.stringify({ file: JSON.stringify({ private_key: key }) }),
  'an indented block': lines.map((line) => `      ${line}`).join('\n'),
  '.env': `KEY="${key.replaceAll('\n', '\\n')}"`,
  'one line': lines.join(' '),
  'strings joined by +': lines.map((line) => `  "${line}\\n"`).join(' +\n'),
  'strings joined by + at the start': lines.map((line) => `'${line}\\n'`).join('\n   + '),
  'strings joined on one line': lines.map((line) => `"${line}\\n"`).join(' + '),
  'strings in a row': lines.map((line) => `  "${line}\\n"`).join('\n'),
  'strings joined by a dot': lines
    .map((line) => `  '${line}' . "\\n"`)
    .join(' .\n')
    .replaceAll(`' . "\\n"`, "'"),
  'a list of lines': `[${lines.map((line) => `"${line}"`).join(', ')}]`,
  'a comment of slashes': lines.map((line) => `// ${line}`).join('\n'),
  'a comment of hashes': lines.map((line) => `# ${line}`).join('\n'),
  'a documentation comment': lines.map((line) => ` * ${line}`).join('\n'),
  XML: `<key>${lines.join('&#xA;')}</key>`,
  'continued lines': lines.join('\\n\\\n'),
}

test.each(Object.entries(wrappings))('a key has one fingerprint: %s', (_name, text) => {
  const matches = matchesIn(text)
  expect(matches.map((match) => match.rule.id)).toEqual(['private-key-rsa'])
  expect(matches[0]!.confidence).toBe('high')
  expect(fingerprintOf(matches[0]!)).toBe(fingerprintOf(matchesIn(key)[0]!))
})

const judged = (text: string) =>
  matchesIn(text).map(({ severity, confidence, note }) => [severity, confidence, note])

test('a key that is protected is less grave, and says so', () => {
  const expected = [['medium', 'medium', 'protected by a passphrase']]
  expect(judged(encrypted('pkcs1'))).toEqual(expected)
  expect(judged(encrypted('pkcs8'))).toEqual(expected)
  expect(judged(openSsh('aes256-ctr'))).toEqual(expected)
  expect(judged(pgp(254))).toEqual(expected)
})

test('a key that is not protected is sure', () => {
  expect(judged(pkcs8())).toEqual([['high', 'high', undefined]])
  expect(judged(openSsh())).toEqual([['high', 'high', undefined]])
  expect(judged(pgp(0))).toEqual([['high', 'high', 'not protected by a passphrase']])
})

test('a key that is cut short is doubted', () => {
  for (const whole of [pkcs1(), pkcs8(), openSsh()]) {
    const cut = whole
      .split('\n')
      .toSpliced(2, whole.split('\n').length - 4)
      .join('\n')
    expect(judged(cut)).toEqual([['high', 'medium', 'cut short or altered, so that it cannot be read']])
  }
})

test('text between the markers is no key', () => {
  const text = pkcs8().replaceAll(
    /\n[^-]+\n/g,
    `\n${Buffer.from('this is where your own private key has to be, as we said').toString('base64')}\n`,
  )
  expect(judged(text)).toEqual([['high', 'low', 'not a key’s structure']])
  expect(judged(pkcs8().replaceAll(/\n[^-]+\n/g, '\n(your key)\n'))).toEqual([])
})

test('a marker without a key hides nothing that follows', () => {
  const marker = pkcs8().split('\n')[0]!
  const text = `A="${marker}"\nB_KEY=none\nC="${pkcs1().replaceAll('\n', '\\n')}"\n`
  expect(matchesIn(text).map((match) => match.rule.id)).toEqual(['private-key-rsa'])
})
