import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import type { Literal } from '../../../../scanner/engine/prefilter/literals.ts'
import { createPrefilter } from '../../../../scanner/engine/prefilter/prefilter.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'

/**
 * Every literal is looked for at every place of every file, and where it stands rules are tried. So a short one, or a common
 * word, makes every scan slower, and needs a reason.
 */
let literals: readonly Literal[] = []
const { find } = compileRules(secretRules, (all) => {
  literals = all
  return createPrefilter(all)
})

/** Shorter than 4 bytes. */
const short: Readonly<Record<string, string>> = {
  key: 'the word itself; what stands before it in names of keys is of a hundred kinds',
  pwd: 'the word itself',
  _pw: 'the end of `admin_pw`, which no longer text tells',
  npm: 'settings name the token so and no longer, and few other things',
  '://': 'the only sign that all addresses with a password share',
  eyJ: 'JSON in base64 begins with no more',
  EAA: 'all that Facebook’s tokens begin with',
  hf_: 'all that Hugging Face’s tokens begin with',
  r8_: 'all that Replicate’s tokens begin with',
  oy2: 'all that NuGet’s keys begin with',
  'SG.': 'all that SendGrid’s keys begin with',
  'A3-': 'all that 1Password’s Secret Keys begin with',
  ':AA': 'in Telegram’s tokens; with each of the 8 letters that may follow it would be searched longer',
  ':fx': 'all that tells DeepL’s keys from other UUIDs',
  '!AQ': 'in Salesforce’s session ids, behind an id that nothing tells',
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, digit) => [
      `${digit}Q~`,
      'in secrets of Entra ID, behind 3 characters that nothing tells',
    ]),
  ),
}

test('a literal has 4 bytes, or a reason to have fewer', () => {
  const found = literals.map(({ text }) => text).filter((text) => text.length < 4)
  expect(found.toSorted(byText)).toStrictEqual(Object.keys(short).toSorted(byText))
})

/** Found more often than in five places of a megabyte of source code. */
const common: Readonly<Record<string, string>> = {
  key: 'generic keys are found by their names',
  token: 'generic tokens are found by their names',
  pass: 'generic passwords are found by their names',
  password: 'as `pass`; for services whose names end so',
  auth: 'generic secrets are found by their names',
  cred: 'generic secrets are found by their names',
  privatekey: 'keys of wallets are found by their names',
  '://': 'see above',
  EAA: 'see above; common in base64, where its edges rule it out at once',
  'base64:': 'all that Laravel’s keys begin with',
}

test('what is found often in source code has a reason', () => {
  const modules = path.join(import.meta.dirname, '../../../../node_modules')
  const folders = '{@types/node,ajv,assemblyscript,commander,fast-check,vite,vitest,yaml,zod}'
  const files = globSync(`${folders}/**/*.{js,mjs,cjs,ts,json,md}`, { cwd: modules })
  const counts = new Map<string, number>()
  let bytes = 0
  for (const file of files) {
    const content = readFileSync(path.join(modules, file))
    if (content.length > 1_000_000) continue
    bytes += content.length
    const { literals: hits } = find(content)
    for (let index = 0; index < hits.count; index += 1) {
      const { text } = literals[hits.kinds[index]!]!
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
  }
  expect(bytes).toBeGreaterThan(10_000_000)
  const often = [...counts].filter(([, count]) => count > (5 * bytes) / 1_000_000).map(([text]) => text)
  expect(often.filter((text) => common[text] === undefined)).toStrictEqual([])
})

test('a service whose name is a common word is looked for together with what follows it', () => {
  const words =
    'active canvas checkout close coda cursor elastic iterable lever line linear lob loops magic map monday pat relay runner segment shortcut space spaces square storage stream toggl together uber user zoom'
  const names = new Set(literals.filter(({ isKey }) => isKey).map(({ text }) => text.toLowerCase()))
  expect(words.split(' ').filter((word) => names.has(word))).toStrictEqual([])
  expect(names).toContain('linear_')
  expect(names).toContain('linearapi')
})

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
