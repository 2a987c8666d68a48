import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { grammarOf, grammarPath, grammars, languageOf, languages } from '../../../scanner/syntax/language.ts'

test.each([
  ['src/Program.cs', 'csharp'],
  ['script.csx', 'csharp'],
  ['app/Main.kt', 'kotlin'],
  ['build.gradle.kts', 'kotlin'],
  ['A.JAVA', 'java'],
  ['types.d.ts', undefined],
  ['notes.md', undefined],
  ['.kt', undefined],
] as const)('%s is read by the grammar %s', (path, grammar) => {
  expect(grammarOf(path)).toBe(grammar)
})

test('each grammar is in a package that is installed, and belongs to a language', () => {
  for (const grammar of grammars) {
    expect(existsSync(createRequire(import.meta.url).resolve(grammarPath(grammar)))).toBe(true)
    expect(languages).toContain(languageOf(grammar))
  }
})
