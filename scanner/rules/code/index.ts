import type { Language } from '../../syntax/language.ts'
import type { CodeRule } from './code-rule.ts'
import { type CodeRules, compileCodeRules } from './find-weaknesses.ts'
import { csharpRules } from './csharp/index.ts'
import { goRules } from './go/index.ts'
import { goInjectionRules } from './go/injection.ts'
import { javaRules } from './java/index.ts'
import { javaInjectionRules } from './java/injection.ts'
import { javascriptRules } from './javascript/index.ts'
import { javascriptInjectionRules } from './javascript/injection.ts'
import { phpRules } from './php/index.ts'
import { kotlinRules } from './kotlin/index.ts'
import { pythonRules } from './python/index.ts'
import { pythonInjectionRules } from './python/injection.ts'
import { rubyRules } from './ruby/index.ts'

/** Every rule about code, in the order of languages. */
export const codeRules: readonly CodeRule[] = [
  ...javascriptRules,
  ...javascriptInjectionRules,
  ...pythonRules,
  ...pythonInjectionRules,
  ...goRules,
  ...goInjectionRules,
  ...javaRules,
  ...javaInjectionRules,
  ...rubyRules,
  ...phpRules,
  ...csharpRules,
  ...kotlinRules,
]

const compiled = new Map<Language, CodeRules>()

/** The rules of a language, compiled when they are first needed. */
export function codeRulesOf(language: Language): CodeRules {
  const known =
    compiled.get(language) ?? compileCodeRules(codeRules.filter((rule) => rule.language === language))
  compiled.set(language, known)
  return known
}
