import type { Language } from '../../syntax/language.ts'
import type { CodeRule } from './code-rule.ts'
import { type CodeRules, compileCodeRules } from './find-weaknesses.ts'
import { javascriptRules } from './javascript/index.ts'

/** Every rule about code, in the order of languages. */
export const codeRules: readonly CodeRule[] = [...javascriptRules]

const compiled = new Map<Language, CodeRules>()

/** The rules of a language, compiled when they are first needed. */
export function codeRulesOf(language: Language): CodeRules {
  const known =
    compiled.get(language) ?? compileCodeRules(codeRules.filter((rule) => rule.language === language))
  compiled.set(language, known)
  return known
}
